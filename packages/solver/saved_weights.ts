/**
 * Weights as a run's files hold them, one tensor for each parameter and running statistic, put back
 * into a network. Not for checkpoints, which hold flat arrays and more: see `trainer.ts`.
 */
import type { Network } from "@samebit/networks";
import type { WeightTensor } from "./execute.ts";
import { describeTensor, tensorsOf } from "./network_tensors.ts";

/**
 * Puts weights into a network; nothing is changed if they do not fit.
 *
 * @throws {RangeError} If a tensor is missing, has another shape or precision, or is unknown to
 *   the network; it is named.
 */
export function restoreSavedWeights(network: Network, weights: readonly WeightTensor[]): void {
  const saved = new Map(weights.map((each) => [each.name, each]));
  const pairs = [...tensorsOf(network)].map(([name, target]) => {
    const source = saved.get(name);
    saved.delete(name);
    const found = describeTensor(source?.shape, source?.data);
    const wanted = describeTensor(target.shape, target.data);
    if (source !== undefined && found === wanted) return { source, target };
    throw new RangeError(`${name} is ${found}; the plan needs ${wanted}`);
  });
  const [strange] = saved.keys();
  if (strange !== undefined) {
    throw new RangeError(`${JSON.stringify(strange.slice(0, 80))} is not a tensor of the plan`);
  }
  for (const { source, target } of pairs) target.data.set(source.data);
}
