/**
 * The affine layer: y = x·W + b.
 *
 * Forward:  y = x·W, then y += b on every row.
 * Backward: dW = xᵀ·dy, db = column sums of dy, dx = dy·Wᵀ.
 *
 * The first layer of a network has no use for dx, and one that feeds a batch norm has none for b.
 */
import { type ConfigOf, FROM_1, requireFields, TRUTH } from "@samebit/input";
import type { Floats, Shape } from "@samebit/tensors";
import { requireFeatures } from "./checks.ts";
import type { Layer, LayerContext, LayerDeclaration, LayerKind, Mode, Naming } from "./layer.ts";
import { createKeptRows, isLast, type KeptRows, type Piece } from "./pieces.ts";
import { declareWeights } from "./weights.ts";

const FIELDS = {
  outputs: { holds: FROM_1, example: 100, about: "Numbers in one row of y" },
  bias: { holds: TRUTH, default: true, about: "Whether there is a b" },
} as const;

/** The affine layer: parameters `W: [inputs, outputs]` and, if asked for, `b: [outputs]`. */
export const affine: LayerKind<typeof FIELDS> = {
  fields: FIELDS,
  numbered: "weights",
  declare,
  create,
};

function declare(
  config: ConfigOf<string, typeof FIELDS>,
  inputShape: Shape,
  name: Naming,
): LayerDeclaration {
  const { outputs, bias } = config;
  requireFields(name("affine"), FIELDS, config);
  const inputs = requireFeatures(name("affine"), inputShape);
  const fans = { in: inputs, out: outputs };
  return {
    outputShape: [outputs],
    parameters: declareWeights(name, [inputs, outputs], fans, bias ? outputs : undefined),
    multiplications: inputs * outputs,
  };
}

function create(config: ConfigOf<string, typeof FIELDS>, context: LayerContext): Layer {
  const { outputs, bias } = config;
  const { kernels, maxRows, inputShape, inputGradient, parameters, name } = context;
  const [inputs] = inputShape as [number];
  const weight = parameters[0]!;
  const shift = bias ? parameters[1]! : undefined;
  const y = kernels.allocate(maxRows * outputs);
  const xGrad = kernels.allocate(inputGradient ? maxRows * inputs : 0);
  const [keptInput, keptGrad] = [inputs, outputs].map((n) => createKeptRows(context, n)) as [
    KeptRows,
    KeptRows,
  ];
  let input = kernels.allocate(0);
  let piece: Piece | undefined;
  return {
    name: name("affine"),
    inputShape,
    outputShape: [outputs],
    parameters,
    state: [],
    output: y,
    xGrad,
    forward(x: Floats, rows: number, mode: Mode): Floats {
      if (mode.training) {
        piece = mode.piece;
        input = keptInput.keep(x, rows, piece);
      }
      kernels.gemm(false, false, rows, outputs, inputs, x, weight.value.data, y);
      if (shift !== undefined) kernels.addBias(y, shift.value.data, rows, outputs);
      return y;
    },
    backward(yGrad: Floats, rows: number): Floats {
      const grad = keptGrad.keep(yGrad, rows, piece);
      if (isLast(piece, rows)) {
        const all = piece?.of ?? rows;
        kernels.gemm(true, false, inputs, outputs, all, input, grad, weight.gradient.data);
        if (shift !== undefined) kernels.columnSums(grad, shift.gradient.data, all, outputs);
      }
      if (inputGradient) {
        kernels.gemm(false, true, rows, inputs, outputs, yGrad, weight.value.data, xGrad);
      }
      return xGrad;
    },
  };
}
