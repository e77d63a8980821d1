/**
 * The Gaussian error linear unit (Hendrycks and Gimpel 2016), exact: x times the probability that a
 * standard normal number lies below it.
 *
 * Forward:  y = x·Φ(x), Φ(x) = (1 + erf(x / √2)) / 2.
 * Backward: dx = dy·(Φ(x) + x·φ(x)), φ(x) = exp(−x² / 2) / √(2π).
 *
 * Φ errs by less than 7.1e-8, so that from about x = −5.5 on it is 0, and y is −0.
 */
import { createElementwise, declareElementwise } from "./elementwise.ts";
import type { LayerKind } from "./layer.ts";

const FIELDS = {} as const;

/** GELU, of any shape; it has no parameters. */
export const gelu: LayerKind<typeof FIELDS> = {
  fields: FIELDS,
  declare: (_config, inputShape) => declareElementwise(inputShape),
  create(_config, context) {
    const { kernels } = context;
    return createElementwise("gelu", context, {
      rectified: false,
      forward: (x, y, n) => kernels.gelu(x, y, n),
      backward: ({ x }, yGrad, xGrad, n) => kernels.geluBackward(x, yGrad, xGrad, n),
    });
  },
};
