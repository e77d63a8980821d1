/**
 * AdaGrad (Duchi, Hazan and Singer 2011): each parameter's step shrinks with all the gradients it
 * has seen. The cache only grows, so the steps only shrink.
 *
 * cache = cache + g²
 * w = w − learningRate·g / (sqrt(cache) + epsilon)
 *
 * PyTorch's `Adagrad` has epsilon in the same place, but 1e-10, and can start the cache above 0.
 */
import { type ConfigOf, POSITIVE } from "@samebit/input";
import type { Kernels } from "@samebit/tensors";
import { LEARNING_RATE, type OptimizerKind, type Rule } from "./optimizer.ts";

const FIELDS = {
  learningRate: { ...LEARNING_RATE, example: 1e-2 },
  epsilon: {
    holds: POSITIVE,
    default: 1e-8,
    about: "Added to the root of the cache: no division by zero",
  },
} as const;

/** AdaGrad; state `cache`. */
export const adagrad: OptimizerKind<typeof FIELDS> = {
  fields: FIELDS,
  create,
};

function create(
  { epsilon }: ConfigOf<"adagrad", typeof FIELDS>,
  kernels: Kernels,
  length: number,
): Rule {
  const cache = kernels.allocate(length);
  return {
    state: { cache },
    update({ values, gradients, rate, start, length }) {
      const part = cache.subarray(start, start + length);
      kernels.adagrad(values, gradients, part, rate, epsilon, length);
    },
  };
}
