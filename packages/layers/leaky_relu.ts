/**
 * The leaky rectifier (Maas, Hannun and Ng 2013): below 0 a unit keeps a small slope, so that none
 * can be dead.
 *
 * Forward:  y = x where x > 0, else slope·x.
 * Backward: dx = dy where y > 0, else slope·dy. At x = 0 it is slope·dy.
 */
import { type ConfigOf, RATIO, requireFields } from "@samebit/input";
import { createElementwise, declareElementwise } from "./elementwise.ts";
import type { LayerContext, LayerKind } from "./layer.ts";

const FIELDS = {
  slope: { holds: RATIO, default: 0.01, about: "The slope below 0" },
} as const;

/** The leaky rectifier, of any shape; it has no parameters. */
export const leakyRelu: LayerKind<typeof FIELDS> = {
  fields: FIELDS,
  declare(config, inputShape, name) {
    requireFields(name("leakyRelu"), FIELDS, config);
    return declareElementwise(inputShape);
  },
  create({ slope }: ConfigOf<string, typeof FIELDS>, context: LayerContext) {
    const { kernels } = context;
    return createElementwise("leakyRelu", context, {
      rectified: false,
      forward: (x, y, n) => kernels.leakyRelu(x, slope, y, n),
      backward: ({ y }, yGrad, xGrad, n) => kernels.leakyReluBackward(y, yGrad, slope, xGrad, n),
    });
  },
};
