/**
 * Adam (Kingma and Ba 2015, algorithm 1), with bias correction; t counts from 1.
 *
 * m = beta1·m + (1 − beta1)·g
 * v = beta2·v + (1 − beta2)·g²
 * w = w − learningRate·(m / (1 − beta1^t)) / (sqrt(v / (1 − beta2^t)) + epsilon)
 *
 * Epsilon is outside the root and after the correction, as in the paper's algorithm, in the course
 * and in PyTorch; the paper's faster variant (section 2, last paragraph) and TensorFlow add it
 * before the correction. Both corrections are float64 numbers folded into the step, with `power`
 * for beta^t: `docs/contracts/8-training.md`, section 8.7.
 */
import { power } from "@samebit/arithmetic";
import { type ConfigOf, FRACTION, POSITIVE } from "@samebit/input";
import type { Kernels } from "@samebit/tensors";
import { LEARNING_RATE, type OptimizerKind, type Rule } from "./optimizer.ts";

/** The fields of Adam, which AdamW has too. */
export const ADAM_FIELDS = {
  learningRate: { ...LEARNING_RATE, example: 1e-3 },
  beta1: {
    holds: FRACTION,
    default: 0.9,
    about: "The share of the mean gradient `m` that a step keeps",
  },
  beta2: {
    holds: FRACTION,
    default: 0.999,
    about: "The share of the mean squared gradient `v` that a step keeps",
  },
  epsilon: { holds: POSITIVE, default: 1e-8, about: "Added to the root: no division by zero" },
} as const;

/** Adam; state `m` and `v`. */
export const adam: OptimizerKind<typeof ADAM_FIELDS> = {
  fields: ADAM_FIELDS,
  create,
};

function create(
  config: ConfigOf<"adam", typeof ADAM_FIELDS>,
  kernels: Kernels,
  length: number,
): Rule {
  return createAdam({ ...config, weightDecay: 0 }, kernels, length);
}

/** Adam with a decay of the weights that never enters the gradients. */
export function createAdam(
  config: Omit<ConfigOf<string, typeof ADAM_FIELDS>, "kind"> & { readonly weightDecay: number },
  kernels: Kernels,
  length: number,
): Rule {
  const { beta1, beta2, epsilon, weightDecay } = config;
  const m = kernels.allocate(length);
  const v = kernels.allocate(length);
  return {
    state: { m, v },
    update({ values, gradients, rate, step, start, length, isWeights }) {
      const corrected = rate / (1 - power(beta1, step));
      const correction = 1 / Math.sqrt(1 - power(beta2, step));
      const mPart = m.subarray(start, start + length);
      const vPart = v.subarray(start, start + length);
      const decay = isWeights ? rate * weightDecay : 0;
      kernels.adam(
        ...[values, gradients, mPart, vPart, corrected, beta1, beta2, correction] as const,
        ...[epsilon, decay, length] as const,
      );
    },
  };
}
