/**
 * The rectifier: y = max(x, 0), element by element.
 *
 * Forward:  y = max(x, 0).
 * Backward: dx = dy where y > 0, else 0. At x = 0, where there is no derivative, dx is 0.
 */
import { createElementwise, declareElementwise } from "./elementwise.ts";
import type { LayerKind } from "./layer.ts";

const FIELDS = {} as const;

/** The rectifier; it has no parameters. */
export const relu: LayerKind<typeof FIELDS> = {
  fields: FIELDS,
  declare: (_config, inputShape) => declareElementwise(inputShape),
  create(_config, context) {
    const { kernels } = context;
    return createElementwise("relu", context, {
      rectified: true,
      forward: (x, y, n) => kernels.relu(x, y, n),
      backward: ({ y }, yGrad, xGrad, n) => kernels.reluBackward(y, yGrad, xGrad, n),
    });
  },
};
