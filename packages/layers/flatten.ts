/**
 * From images to plain lists of features: the numbers of one example in memory order, channel by
 * channel and row by row.
 *
 * Forward:  y = x.
 * Backward: dx = dy.
 */
import type { ConfigOf } from "@samebit/input";
import { type Floats, type Shape, sizeOf } from "@samebit/tensors";
import type { Layer, LayerContext, LayerDeclaration, LayerKind, Mode } from "./layer.ts";

const FIELDS = {} as const;

/** Flattening; it has no parameters and moves no number. */
export const flatten: LayerKind<typeof FIELDS> = { fields: FIELDS, declare, create };

function declare(_config: ConfigOf<string, typeof FIELDS>, inputShape: Shape): LayerDeclaration {
  return { outputShape: [sizeOf(inputShape)], parameters: [], multiplications: 0 };
}

function create(_config: ConfigOf<string, typeof FIELDS>, context: LayerContext): Layer {
  const { kernels, inputShape, inputGradient, parameters, name } = context;
  let y = kernels.allocate(0);
  let xGrad = kernels.allocate(0);
  return {
    name: name("flatten"),
    inputShape,
    outputShape: [sizeOf(inputShape)],
    parameters,
    state: [],
    get output() {
      return y;
    },
    get xGrad() {
      return xGrad;
    },
    forward(x: Floats, _rows: number, _mode: Mode): Floats {
      y = x;
      return y;
    },
    backward(yGrad: Floats, _rows: number): Floats {
      if (inputGradient) xGrad = yGrad;
      return xGrad;
    },
  };
}
