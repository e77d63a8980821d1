/**
 * Cases for the activations, forward and backward; the rectifier has its own.
 */
import type { SamplesOf } from "./cases.ts";
import { lengths, nameOf } from "./elementwise_cases.ts";

type Activations = "leakyRelu" | "leakyReluBackward";

const SLOPES = [0.01, 1 / 3, 1, 1e-40];

/** The samples of the activations. */
export const activationsSamples: SamplesOf<Activations> = {
  *leakyRelu() {
    for (const slope of SLOPES) {
      yield* lengths(`with slope ${nameOf(slope)}`, (kernels, { numbers, room }, n, kind) => {
        kernels.leakyRelu(numbers(n, kind), slope, room(n), n);
      });
    }
  },

  *leakyReluBackward() {
    for (const slope of SLOPES) {
      yield* lengths(`with slope ${nameOf(slope)}`, (kernels, { numbers, room }, n, kind) => {
        const [y, yGrad] = [numbers(n, kind), numbers(n, kind)];
        kernels.leakyReluBackward(y, yGrad, slope, room(n), n);
      });
    }
  },
};
