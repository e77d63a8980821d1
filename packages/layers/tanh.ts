/**
 * The hyperbolic tangent, from −1 to 1 and odd, so that its outputs stay around 0 (LeCun, Bottou, Orr
 * and Müller 1998, section 4.4).
 *
 * Forward:  y = tanh(x).
 * Backward: dx = dy·(1 − y)·(1 + y).
 */
import { createElementwise, declareElementwise } from "./elementwise.ts";
import type { LayerKind } from "./layer.ts";

const FIELDS = {} as const;

/** The hyperbolic tangent, of any shape; it has no parameters. */
export const tanh: LayerKind<typeof FIELDS> = {
  fields: FIELDS,
  declare: (_config, inputShape) => declareElementwise(inputShape),
  create(_config, context) {
    const { kernels } = context;
    return createElementwise("tanh", context, {
      rectified: false,
      forward: (x, y, n) => kernels.tanh(x, y, n),
      backward: ({ y }, yGrad, xGrad, n) => kernels.tanhBackward(y, yGrad, xGrad, n),
    });
  },
};
