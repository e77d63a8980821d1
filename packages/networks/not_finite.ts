/**
 * Names what stopped being finite first in a pass, going through the layers from the first to the
 * last, then the loss, then the gradients: `docs/contracts/9-evaluation.md`, section 9.5.
 */
import type { Layer } from "@samebit/layers";
import type { Loss } from "@samebit/losses";
import { type Floats, sizeOf } from "@samebit/tensors";
import type { Passes } from "./passes.ts";

/**
 * The name of the first such place in a batch of that many rows; undefined if everything is finite.
 */
export function firstNotFinite(
  layers: readonly Layer[],
  loss: Loss,
  rows: number,
  passes: Passes,
): string | undefined {
  let first: PlaceInLayers = { layer: layers.length, part: 0, name: undefined };
  passes.again(rows, (count) => {
    const found = firstInLayers(layers, count);
    const isEarlier = found.layer < first.layer ||
      (found.layer === first.layer && found.part < first.part);
    if (isEarlier) first = found;
  });
  if (first.name !== undefined) return first.name;
  if (!isFinite(loss.losses, rows)) return "loss";
  for (const layer of layers.toReversed()) {
    const parameter = layer.parameters.find(({ gradient }) => !isFinite(gradient.data));
    if (parameter !== undefined) return `${parameter.name}Grad`;
  }
  return undefined;
}

/** A place and its order: parameters are part 0 of a layer, its output 1, its statistics 2. */
interface PlaceInLayers {
  readonly layer: number;
  readonly part: number;
  readonly name: string | undefined;
}

function firstInLayers(layers: readonly Layer[], rows: number): PlaceInLayers {
  for (const [layer, { name, parameters, output, outputShape, state }] of layers.entries()) {
    const parameter = parameters.find(({ value }) => !isFinite(value.data));
    if (parameter !== undefined) return { layer, part: 0, name: parameter.name };
    if (!isFinite(output, rows * sizeOf(outputShape))) return { layer, part: 1, name };
    const statistic = state.find(({ tensor }) => !isFinite(tensor.data));
    if (statistic !== undefined) return { layer, part: 2, name: statistic.name };
  }
  return { layer: layers.length, part: 0, name: undefined };
}

function isFinite(values: Floats, count: number = values.length): boolean {
  for (let i = 0; i < count; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}
