/**
 * Weights as a run's files hold them, one tensor for each parameter and running statistic, put back
 * into a network. Not for checkpoints, which hold flat arrays and more: see `trainer.ts`.
 */
import type { Network } from "@samebit/layers";
import type { WeightTensor } from "./execute.ts";

/**
 * Puts weights into a network; nothing is changed where they do not fit.
 *
 * @throws {RangeError} A tensor is missing, of another shape, or none of the network's; it is named.
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
    const shape = shapeOf(source);
    if (source !== undefined && shape === shapeOf(target)) return { source, target };
    throw new RangeError(`${target.name} is ${shape}, the plan wants ${shapeOf(target)}`);
  });
  const [strange] = saved.keys();
  if (strange !== undefined) {
    throw new RangeError(`${JSON.stringify(strange.slice(0, 80))} is no tensor of the plan`);
  }
  for (const { source, target } of pairs) target.data.set(source.data);
}

function shapeOf(tensor: Pick<WeightTensor, "shape"> | undefined): string {
  return tensor === undefined ? "missing" : `[${tensor.shape.slice(0, 8).join(", ")}]`;
}
