/**
 * The rectifier forward and backward. `Math.max` is the contract's max: NaN wins, and +0 is above −0.
 */
import type { Kernels } from "../kernels.ts";

/** The rectifier kernels; they round nothing. */
export function createRelu(): Pick<Kernels, "relu" | "reluBackward"> {
  return {
    relu(x, y, n) {
      for (let i = 0; i < n; i++) y[i] = Math.max(x[i], 0);
    },

    reluBackward(y, yGrad, xGrad, n) {
      for (let i = 0; i < n; i++) xGrad[i] = y[i] > 0 ? yGrad[i] : 0;
    },
  };
}
