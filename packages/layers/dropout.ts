/**
 * Inverted dropout (Srivastava et al. 2014): training keeps each number with probability keepRatio
 * and divides what it keeps by it; testing passes x through.
 *
 * Training: mask = 1 / keepRatio where kept, else 0; y = x·mask. Testing: y = x, the same array.
 * Backward: dx = dy·mask.
 *
 * The mask of a step is a function of the run's seed, the layer's stream (`dropout1`) and the step
 * alone: a fresh one each step, the same positions in every precision, nothing to save for resuming.
 * The number (r, c) is decided by word r·features + c: `docs/contracts/6-network.md`, section 6.6.
 */
import { type ConfigOf, numbers, requireFields, type Values } from "@samebit/input";
import { maskThreshold } from "@samebit/random";
import { type Floats, type Shape, sizeOf } from "@samebit/tensors";
import type { Layer, LayerContext, LayerDeclaration, LayerKind, Mode, Naming } from "./layer.ts";
import { createPartMask } from "./part_mask.ts";

/** The share that a dropout may keep: to keep everything, leave the layer out. */
export const KEPT: Values<number> = numbers(
  "a number above 0 and below 1",
  { exclusiveMinimum: 0, exclusiveMaximum: 1 },
);

const FIELDS = {
  keepRatio: { holds: KEPT, example: 0.5, about: "The probability of keeping a number" },
} as const;

/** Inverted dropout; it has no parameters. */
export const dropout: LayerKind<typeof FIELDS> = { fields: FIELDS, declare, create };

function declare(
  config: ConfigOf<string, typeof FIELDS>,
  inputShape: Shape,
  name: Naming,
): LayerDeclaration {
  requireFields(name("dropout"), FIELDS, config);
  return { outputShape: inputShape, parameters: [], multiplications: 0 };
}

function create(config: ConfigOf<string, typeof FIELDS>, context: LayerContext): Layer {
  const { keepRatio } = config;
  const { kernels, maxRows, batchRows = maxRows, inputShape, parameters, name } = context;
  const features = sizeOf(inputShape);
  const key = context.stream(name("dropout")).key;
  const threshold = maskThreshold(keepRatio);
  const keepFactor = 1 / keepRatio;
  const y = kernels.allocate(maxRows * features);
  const drawn = batchRows > maxRows
    ? createPartMask(keepRatio, context.stream(name("dropout")), context, features)
    : undefined;
  let mask = kernels.allocate(drawn === undefined ? maxRows * features : 0);
  const xGrad = kernels.allocate(maxRows * features);
  return {
    name: name("dropout"),
    inputShape,
    outputShape: inputShape,
    parameters,
    state: [],
    output: y,
    xGrad,
    forward(x: Floats, rows: number, mode: Mode): Floats {
      if (!mode.training) return x;
      if (drawn === undefined) {
        const page = { key, page: mode.step };
        kernels.dropout(x, page, threshold, keepFactor, mask, y, rows * features);
      } else {
        mask = drawn.draw(mode.step, rows, mode.piece);
        kernels.multiply(x, mask, y, rows * features);
      }
      return y;
    },
    backward(yGrad: Floats, rows: number): Floats {
      kernels.multiply(yGrad, mask, xGrad, rows * features);
      return xGrad;
    },
  };
}
