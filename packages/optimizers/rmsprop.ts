/**
 * RMSProp (Hinton's lecture 6e, 2012), in the course's form: AdaGrad with a cache that forgets.
 *
 * cache = decay·cache + (1 − decay)·g²
 * w = w − learningRate·g / (sqrt(cache) + epsilon)
 *
 * The course's `decay_rate`, 0.99, is PyTorch's `alpha`, and epsilon is outside the root in both;
 * TensorFlow's is inside it and its decay (`rho`) is 0.9.
 */
import { type ConfigOf, FRACTION, POSITIVE } from "@samebit/input";
import type { Kernels } from "@samebit/tensors";
import { LEARNING_RATE, type OptimizerKind, type Rule } from "./optimizer.ts";

const FIELDS = {
  learningRate: { ...LEARNING_RATE, example: 1e-2 },
  decay: { holds: FRACTION, default: 0.99, about: "The share of the cache that a step keeps" },
  epsilon: {
    holds: POSITIVE,
    default: 1e-8,
    about: "Added to the root of the cache: no division by zero",
  },
} as const;

/** RMSProp; state `cache`. */
export const rmsprop: OptimizerKind<typeof FIELDS> = {
  fields: FIELDS,
  create,
};

function create(
  { decay, epsilon }: ConfigOf<"rmsprop", typeof FIELDS>,
  kernels: Kernels,
  length: number,
): Rule {
  const cache = kernels.allocate(length);
  return {
    state: { cache },
    update({ values, gradients, rate, start, length }) {
      const part = cache.subarray(start, start + length);
      kernels.rmsprop(values, gradients, part, rate, decay, epsilon, length);
    },
  };
}
