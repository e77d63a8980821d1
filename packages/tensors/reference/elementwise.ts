/**
 * Operations on one element at a time that belong to no layer and no update rule.
 */
import type { Kernels } from "../kernels.ts";
import type { Arithmetic } from "./arithmetic.ts";

type Elementwise = "exp" | "log" | "multiply" | "scale" | "addScaled" | "clip" | "blend";

/** The elementwise kernels in the given arithmetic. */
export function createElementwise(arithmetic: Arithmetic): Pick<Kernels, Elementwise> {
  const { round } = arithmetic;
  return {
    exp(x, y, n) {
      for (let i = 0; i < n; i++) y[i] = arithmetic.exp(x[i]);
    },

    log(x, y, n) {
      for (let i = 0; i < n; i++) y[i] = arithmetic.log(x[i]);
    },

    multiply(x, a, y, n) {
      for (let i = 0; i < n; i++) y[i] = x[i] * a[i];
    },

    scale(x, factor, n) {
      const f = round(factor);
      for (let i = 0; i < n; i++) x[i] *= f;
    },

    addScaled(x, a, y, n) {
      const f = round(a);
      for (let i = 0; i < n; i++) y[i] += round(f * x[i]);
    },

    clip(x, limit, n) {
      const high = round(limit);
      for (let i = 0; i < n; i++) {
        if (x[i] > high) x[i] = high;
        else if (x[i] < -high) x[i] = -high;
      }
    },

    blend(running, batch, momentum, n) {
      const keep = round(momentum);
      const rest = round(1 - momentum);
      for (let i = 0; i < n; i++) running[i] = round(keep * running[i]) + round(rest * batch[i]);
    },
  };
}
