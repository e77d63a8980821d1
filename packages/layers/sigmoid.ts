/**
 * The sigmoid, or logistic function, from 0 to 1. Its slope is at most 1/4 and its outputs are all
 * positive, which makes deep networks of sigmoids hard to train (Glorot and Bengio 2010, section
 * 3).
 *
 * Forward:  y = 1 / (1 + exp(−x)).
 * Backward: dx = dy·y·(1 − y).
 */
import { createElementwise, declareElementwise } from "./elementwise.ts";
import type { LayerKind } from "./layer.ts";

const FIELDS = {} as const;

/** The sigmoid, of any shape; it has no parameters. */
export const sigmoid: LayerKind<typeof FIELDS> = {
  fields: FIELDS,
  declare: (_config, inputShape) => declareElementwise(inputShape),
  create(_config, context) {
    const { kernels } = context;
    return createElementwise("sigmoid", context, {
      rectified: false,
      forward: (x, y, n) => kernels.sigmoid(x, y, n),
      backward: ({ y }, yGrad, xGrad, n) => kernels.sigmoidBackward(y, yGrad, xGrad, n),
    });
  },
};
