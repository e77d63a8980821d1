/**
 * Activations forward and backward, the rectifier's aside.
 */
import type { Kernels } from "../kernels.ts";
import type { Arithmetic } from "./arithmetic.ts";

type Activations = "leakyRelu" | "leakyReluBackward";

/** The activation kernels in the given arithmetic. */
export function createActivations({ round }: Arithmetic): Pick<Kernels, Activations> {
  return {
    leakyRelu(x, slope, y, n) {
      const s = round(slope);
      for (let i = 0; i < n; i++) y[i] = x[i] > 0 ? x[i] : s * x[i];
    },

    leakyReluBackward(y, yGrad, slope, xGrad, n) {
      const s = round(slope);
      for (let i = 0; i < n; i++) xGrad[i] = y[i] > 0 ? yGrad[i] : s * yGrad[i];
    },
  };
}
