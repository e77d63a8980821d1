/**
 * The exponential linear unit (Clevert, Unterthiner and Hochreiter 2016): below 0 it goes to
 * −alpha, so that the mean of its outputs is nearer 0 than a rectifier's.
 *
 * Forward:  y = x where x > 0, else alpha·(exp(x) − 1).
 * Backward: dx = dy where y > 0, else dy·(y + alpha), which is dy·alpha·exp(x).
 */
import { type ConfigOf, POSITIVE, requireFields } from "@samebit/input";
import { createElementwise, declareElementwise } from "./elementwise.ts";
import type { LayerContext, LayerKind } from "./layer.ts";

const FIELDS = {
  alpha: { holds: POSITIVE, default: 1, about: "The outputs approach -alpha below 0" },
} as const;

/** The exponential linear unit, of any shape; it has no parameters. */
export const elu: LayerKind<typeof FIELDS> = {
  fields: FIELDS,
  declare(config, inputShape, name) {
    requireFields(name("elu"), FIELDS, config);
    return declareElementwise(inputShape);
  },
  create({ alpha }: ConfigOf<string, typeof FIELDS>, context: LayerContext) {
    const { kernels } = context;
    return createElementwise("elu", context, {
      rectified: false,
      forward: (x, y, n) => kernels.elu(x, alpha, y, n),
      backward: ({ y }, yGrad, xGrad, n) => kernels.eluBackward(y, yGrad, alpha, xGrad, n),
    });
  },
};
