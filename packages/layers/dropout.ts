/**
 * Inverted dropout (Srivastava et al. 2014): training keeps each number with probability keepRatio
 * and divides what it keeps by it; testing passes x through.
 *
 * Training: mask = 1 / keepRatio where kept, else 0; y = x·mask.
 * Testing:  y = x, the very same array.
 * Backward: dx = dy·mask.
 *
 * The mask of a step is a function of the run's seed, the layer's stream (`dropout1`) and the step
 * alone: a fresh one each step, the same positions in every precision, nothing to save for resuming.
 * The number (r, c) is decided by word r·features + c: `docs/contracts/6-network.md`, section 6.6.
 */
import { maskThreshold } from "@samebit/random";
import { type Floats, type Shape, sizeOf } from "@samebit/tensors";
import { requireNumber } from "./checks.ts";
import type { Layer, LayerContext, LayerDeclaration, LayerKind, Mode, Naming } from "./layer.ts";

/** Inverted dropout. */
export interface DropoutConfig {
  /** The discriminator. */
  readonly kind: "dropout";
  /** The probability of keeping a number, above 0 and below 1; without dropout there is no layer. */
  readonly keepRatio: number;
}

/** Inverted dropout; it has no parameters. */
export const dropout: LayerKind<DropoutConfig> = { declare, create };

function declare(config: DropoutConfig, inputShape: Shape, name: Naming): LayerDeclaration {
  const { keepRatio } = config;
  requireNumber(
    name("dropout"),
    "keepRatio",
    keepRatio,
    keepRatio > 0 && keepRatio < 1,
    "above 0 and below 1",
  );
  return { outputShape: inputShape, parameters: [], multiplications: 0 };
}

function create(config: DropoutConfig, context: LayerContext): Layer {
  const { keepRatio } = config;
  const { kernels, maxRows, inputShape, parameters, name } = context;
  const features = sizeOf(inputShape);
  const key = context.stream(name("dropout")).key;
  const threshold = maskThreshold(keepRatio);
  const keepFactor = 1 / keepRatio;
  const y = kernels.allocate(maxRows * features);
  const mask = kernels.allocate(maxRows * features);
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
      const page = { key, page: mode.step };
      kernels.dropout(x, page, threshold, keepFactor, mask, y, rows * features);
      return y;
    },
    backward(yGrad: Floats, rows: number): Floats {
      kernels.multiply(yGrad, mask, xGrad, rows * features);
      return xGrad;
    },
  };
}
