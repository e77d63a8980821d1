/**
 * AdaGrad (Duchi, Hazan and Singer 2011): each parameter's step shrinks with all the gradients it
 * has seen. The cache only grows, so the steps only shrink.
 *
 * cache = cache + g²
 * w = w − learningRate·g / (sqrt(cache) + epsilon)
 *
 * PyTorch's `Adagrad` has epsilon in the same place, but 1e-10, and can start the cache above 0.
 */
import type { Kernels } from "@samebit/tensors";
import { requireLength, requirePositive } from "./checks.ts";
import type { FlatParameters } from "@samebit/layers";
import type { Optimizer, OptimizerKind } from "./optimizer.ts";

/** AdaGrad: cache = cache + g²; w = w − learningRate·g / (sqrt(cache) + epsilon). */
export interface AdagradConfig {
  /** The discriminator. */
  readonly kind: "adagrad";
  /** The size of a step, before the schedule. */
  readonly learningRate: number;
  /** Added to the root of the cache, above 0: no division by zero. */
  readonly epsilon: number;
}

/** AdaGrad; state `cache`. */
export const adagrad: OptimizerKind<AdagradConfig> = {
  defaults: { kind: "adagrad", learningRate: 1e-2, epsilon: 1e-8 },
  create,
};

function create(config: AdagradConfig, kernels: Kernels, length: number): Optimizer {
  const { kind, learningRate, epsilon } = config;
  requirePositive(kind, "learningRate", learningRate);
  requirePositive(kind, "epsilon", epsilon);
  const cache = kernels.allocate(length);
  return {
    kind,
    state: { cache },
    update(parameters: FlatParameters, rate: number, _step: number): void {
      requireLength(kind, parameters, length);
      kernels.adagrad(parameters.values, parameters.gradients, cache, rate, epsilon, length);
    },
  };
}
