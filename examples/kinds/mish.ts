/**
 * The activation mish (Misra 2019, "Mish: a self regularized non-monotonic activation function").
 *
 * With t = tanh(log(1 + exp(x))):
 * Forward:  y = x·t.
 * Backward: dx = dy·(t + x·(1 − t²)·logistic(x)).
 */
import { exp, log, logistic, tanh } from "@samebit/arithmetic";
import type { ConfigOf } from "@samebit/input";
import { createElementwise, type LayerContext, type OwnLayer } from "@samebit/layers";

const FIELDS = {} as const;

export default { fields: FIELDS, create } satisfies OwnLayer<typeof FIELDS>;

function create(_config: ConfigOf<string, typeof FIELDS>, context: LayerContext) {
  return createElementwise("mish", context, {
    rectified: false,
    forward(x, y, n) {
      for (let i = 0; i < n; i++) y[i] = x[i]! * squeezed(x[i]!);
    },
    backward({ x }, yGrad, xGrad, n) {
      for (let i = 0; i < n; i++) {
        const t = squeezed(x[i]!);
        xGrad[i] = yGrad[i]! * (t + x[i]! * (1 - t * t) * logistic(x[i]!));
      }
    },
  });
}

/** tanh(log(1 + exp(x))); from 30 on it is 1 in float64, and exp might be infinite. */
function squeezed(x: number): number {
  return x > 30 ? 1 : tanh(log(1 + exp(x)));
}
