/**
 * Weights as a run's files hold them, one tensor for each parameter and running statistic, put back
 * into a network. Not for checkpoints, which hold flat arrays and more: see `trainer.ts`.
 */
import type { Network } from "@samebit/networks";
import type { WeightTensor } from "./execute.ts";

/**
 * Puts weights into a network; nothing is changed where they do not fit.
 *
 * @throws {RangeError} A tensor is missing, of another shape or precision, or none of the network's;
 *   it is named.
 */
export function restoreSavedWeights(network: Network, weights: readonly WeightTensor[]): void {
  const targets = [
    ...network.entries.map(({ name, value }) => ({ name, ...value })),
    ...network.state.map(({ name, tensor }) => ({ name, ...tensor })),
  ];
  const saved = new Map(weights.map((each) => [each.name, each]));
  const pairs = targets.map((target) => {
    const source = saved.get(target.name);
    saved.delete(target.name);
    const [found, wanted] = [describe(source), describe(target)];
    if (source !== undefined && found === wanted) return { source, target };
    throw new RangeError(`${target.name} is ${found}, the plan wants ${wanted}`);
  });
  const [strange] = saved.keys();
  if (strange !== undefined) {
    throw new RangeError(`${JSON.stringify(strange.slice(0, 80))} is no tensor of the plan`);
  }
  for (const { source, target } of pairs) target.data.set(source.data);
}

function describe(tensor: Pick<WeightTensor, "shape" | "data"> | undefined): string {
  if (tensor === undefined) return "missing";
  const precision = tensor.data instanceof Float32Array ? "float32" : "float64";
  return `${precision} [${tensor.shape.slice(0, 8).join(", ")}]`;
}
