/**
 * What all activations share: a layer that computes y = f(x) of each number by itself, whatever the
 * shape of an example, and dx = dy·f'(x) from x or from y, whichever is cheaper.
 */
import type { Floats, Shape } from "@samebit/tensors";
import { sizeOf } from "@samebit/tensors";
import type { Layer, LayerContext, LayerDeclaration, Mode } from "./layer.ts";

/** One activation; its passes are over `n` numbers of each array. */
export interface Elementwise {
  /** Whether a unit gives exactly 0 below its kink, so that it can be dead. */
  readonly rectified: boolean;
  /** y = f(x). */
  forward(x: Floats, y: Floats, n: number): void;
  /** xGrad = yGrad·f'(x); `x` and `y` are those of the forward pass. */
  backward(
    of: { readonly x: Floats; readonly y: Floats },
    yGrad: Floats,
    xGrad: Floats,
    n: number,
  ): void;
}

/** A layer without parameters that keeps the shape. */
export function declareElementwise(inputShape: Shape): LayerDeclaration {
  return { outputShape: inputShape, parameters: [], multiplications: 0 };
}

/** The layer at work; its name begins with `stem`, as in `relu1`. */
export function createElementwise(
  stem: string,
  context: LayerContext,
  { rectified, forward, backward }: Elementwise,
): Layer {
  const { kernels, maxRows, inputShape, parameters, name } = context;
  const features = sizeOf(inputShape);
  const y = kernels.allocate(maxRows * features);
  const xGrad = kernels.allocate(maxRows * features);
  const of = { x: y, y };
  return {
    name: name(stem),
    inputShape,
    outputShape: inputShape,
    activation: { rectified },
    parameters,
    state: [],
    output: y,
    xGrad,
    forward(x: Floats, rows: number, _mode: Mode): Floats {
      of.x = x;
      forward(x, y, rows * features);
      return y;
    },
    backward(yGrad: Floats, rows: number): Floats {
      backward(of, yGrad, xGrad, rows * features);
      return xGrad;
    },
  };
}
