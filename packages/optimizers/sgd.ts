/**
 * Stochastic gradient descent without momentum; it remembers nothing.
 *
 * w = w − learningRate·g
 *
 * PyTorch's `SGD` without momentum is the same.
 */
import type { ConfigOf } from "@samebit/input";
import type { Kernels } from "@samebit/tensors";
import {
  type FlatParameters,
  LEARNING_RATE,
  type Optimizer,
  type OptimizerKind,
  requireLength,
} from "./optimizer.ts";

const FIELDS = {
  learningRate: { ...LEARNING_RATE, example: 1e-2 },
} as const;

/** Stochastic gradient descent. */
export const sgd: OptimizerKind<typeof FIELDS> = {
  fields: FIELDS,
  create,
};

function create(
  config: ConfigOf<"sgd", typeof FIELDS>,
  kernels: Kernels,
  length: number,
): Optimizer {
  const { kind } = config;
  return {
    kind,
    state: {},
    update(parameters: FlatParameters, rate: number, _step: number): void {
      requireLength(kind, parameters, length);
      kernels.sgd(parameters.values, parameters.gradients, rate, length);
    },
  };
}
