/**
 * The Gaussian error linear unit in its form with tanh (Hendrycks and Gimpel 2016, section 2), which
 * differs from the exact one by up to 5e-4; GPT-2 and BERT were trained with it.
 *
 * Forward:  y = x·h, h = (1 + t) / 2, t = tanh(√(2/π)·(x + 0.044715·x³)).
 * Backward: dx = dy·(h + x·h·(1 − t)·√(2/π)·(1 + 3·0.044715·x²)).
 */
import { createElementwise, declareElementwise } from "./elementwise.ts";
import type { LayerKind } from "./layer.ts";

const FIELDS = {} as const;

/** GELU by tanh, of any shape; it has no parameters. */
export const geluTanh: LayerKind<typeof FIELDS> = {
  fields: FIELDS,
  declare: (_config, inputShape) => declareElementwise(inputShape),
  create(_config, context) {
    const { kernels } = context;
    return createElementwise("geluTanh", context, {
      rectified: false,
      forward: (x, y, n) => kernels.geluTanh(x, y, n),
      backward: ({ x }, yGrad, xGrad, n) => kernels.geluTanhBackward(x, yGrad, xGrad, n),
    });
  },
};
