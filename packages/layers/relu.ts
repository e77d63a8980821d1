/**
 * The rectifier: y = max(x, 0), element by element.
 *
 * Forward:  y = max(x, 0).
 * Backward: dx = dy where y > 0, else 0. At x = 0, where there is no derivative, dx is 0.
 */
import type { ConfigOf } from "@samebit/input";
import { type Floats, type Shape, sizeOf } from "@samebit/tensors";
import type { Layer, LayerContext, LayerDeclaration, LayerKind, Mode } from "./layer.ts";

const FIELDS = {} as const;

/** The rectifier; it has no parameters. */
export const relu: LayerKind<typeof FIELDS> = { fields: FIELDS, declare, create };

function declare(_config: ConfigOf<string, typeof FIELDS>, inputShape: Shape): LayerDeclaration {
  return { outputShape: inputShape, parameters: [], multiplications: 0 };
}

function create(_config: ConfigOf<string, typeof FIELDS>, context: LayerContext): Layer {
  const { kernels, maxRows, inputShape, parameters, name } = context;
  const features = sizeOf(inputShape);
  const y = kernels.allocate(maxRows * features);
  const xGrad = kernels.allocate(maxRows * features);
  return {
    name: name("relu"),
    inputShape,
    outputShape: inputShape,
    activation: { rectified: true },
    parameters,
    state: [],
    output: y,
    xGrad,
    forward(x: Floats, rows: number, _mode: Mode): Floats {
      kernels.relu(x, y, rows * features);
      return y;
    },
    backward(yGrad: Floats, rows: number): Floats {
      kernels.reluBackward(y, yGrad, xGrad, rows * features);
      return xGrad;
    },
  };
}
