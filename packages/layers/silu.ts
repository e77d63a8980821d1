/**
 * The sigmoid linear unit (Elfwing, Uchibe and Doya 2018), also called swish (Ramachandran, Zoph and Le
 * 2017): x times its own sigmoid.
 *
 * Forward:  y = x·s, s = 1 / (1 + exp(−x)).
 * Backward: dx = dy·s·(1 + x·(1 − s)).
 */
import { createElementwise, declareElementwise } from "./elementwise.ts";
import type { LayerKind } from "./layer.ts";

const FIELDS = {} as const;

/** SiLU, of any shape; it has no parameters. */
export const silu: LayerKind<typeof FIELDS> = {
  fields: FIELDS,
  declare: (_config, inputShape) => declareElementwise(inputShape),
  create(_config, context) {
    const { kernels } = context;
    return createElementwise("silu", context, {
      rectified: false,
      forward: (x, y, n) => kernels.silu(x, y, n),
      backward: ({ x }, yGrad, xGrad, n) => kernels.siluBackward(x, yGrad, xGrad, n),
    });
  },
};
