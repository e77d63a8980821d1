/**
 * Stochastic gradient descent without momentum; it remembers nothing.
 *
 * w = w − learningRate·g
 *
 * PyTorch's `SGD` without momentum is the same.
 */
import type { Kernels } from "@samebit/tensors";
import { requireLength, requirePositive } from "./checks.ts";
import type { FlatParameters } from "@samebit/layers";
import type { Optimizer, OptimizerKind } from "./optimizer.ts";

/** Stochastic gradient descent: w = w − learningRate·g. */
export interface SgdConfig {
  /** The discriminator. */
  readonly kind: "sgd";
  /** The size of a step, before the schedule. */
  readonly learningRate: number;
}

/** Stochastic gradient descent. */
export const sgd: OptimizerKind<SgdConfig> = {
  defaults: { kind: "sgd", learningRate: 1e-2 },
  create,
};

function create(config: SgdConfig, kernels: Kernels, length: number): Optimizer {
  const { kind, learningRate } = config;
  requirePositive(kind, "learningRate", learningRate);
  return {
    kind,
    state: {},
    update(parameters: FlatParameters, rate: number, _step: number): void {
      requireLength(kind, parameters, length);
      kernels.sgd(parameters.values, parameters.gradients, rate, length);
    },
  };
}
