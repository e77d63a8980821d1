/**
 * Sign of a momentum (Bernstein et al. 2018, "signSGD", algorithm 3): every parameter moves by the
 * learning rate itself, in the direction that the sign of a mean gradient gives.
 *
 * m = momentum·m + (1 − momentum)·g
 * w = w − learningRate·sign(m)
 */
import { type ConfigOf, FRACTION } from "@samebit/input";
import { LEARNING_RATE, type OptimizerKind, type Rule } from "@samebit/optimizers";
import type { Kernels } from "@samebit/tensors";

const FIELDS = {
  learningRate: { ...LEARNING_RATE, example: 1e-3 },
  momentum: {
    holds: FRACTION,
    default: 0.9,
    about: "The share of the mean gradient `m` that a step keeps",
  },
} as const;

export default { fields: FIELDS, create } satisfies OptimizerKind<typeof FIELDS>;

function create(
  { momentum }: ConfigOf<"own-signed-momentum", typeof FIELDS>,
  kernels: Kernels,
  length: number,
): Rule {
  const m = kernels.allocate(length);
  return {
    state: { m },
    update({ values, gradients, rate, start, length }) {
      for (let i = 0; i < length; i++) {
        const mean = momentum * m[start + i]! + (1 - momentum) * gradients[i]!;
        m[start + i] = mean;
        values[i] = values[i]! - rate * Math.sign(mean);
      }
    },
  };
}
