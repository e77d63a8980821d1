/**
 * Stochastic gradient descent without momentum; it remembers nothing.
 *
 * w = w − learningRate·g
 *
 * PyTorch's `SGD` without momentum is the same.
 */
import type { ConfigOf } from "@samebit/input";
import type { Kernels } from "@samebit/tensors";
import { LEARNING_RATE, type OptimizerKind, type Rule } from "./optimizer.ts";

const FIELDS = {
  learningRate: { ...LEARNING_RATE, example: 1e-2 },
} as const;

/** Stochastic gradient descent. */
export const sgd: OptimizerKind<typeof FIELDS> = {
  fields: FIELDS,
  create,
};

function create(_config: ConfigOf<"sgd", typeof FIELDS>, kernels: Kernels): Rule {
  return {
    state: {},
    update: ({ values, gradients, rate, length }) => kernels.sgd(values, gradients, rate, length),
  };
}
