/**
 * RMSProp (Hinton's lecture 6e, 2012), in the course's form: AdaGrad with a cache that forgets.
 *
 * cache = decay·cache + (1 − decay)·g²
 * w = w − learningRate·g / (sqrt(cache) + epsilon)
 *
 * The course's `decay_rate`, 0.99, is PyTorch's `alpha`, and epsilon stands outside of the root in
 * both; TensorFlow's stands inside of it and its decay (`rho`) is 0.9.
 */
import type { Kernels } from "@samebit/tensors";
import { requireDecay, requireLength, requirePositive } from "./checks.ts";
import type { FlatParameters } from "@samebit/layers";
import type { Optimizer, OptimizerKind } from "./optimizer.ts";

/** RMSProp: cache = decay·cache + (1 − decay)·g²; w = w − learningRate·g / (sqrt(cache) + epsilon). */
export interface RmspropConfig {
  /** The discriminator. */
  readonly kind: "rmsprop";
  /** The size of a step, before the schedule. */
  readonly learningRate: number;
  /** The share of the cache that a step keeps, in 0..1, below 1. */
  readonly decay: number;
  /** Added to the root of the cache, above 0: no division by zero. */
  readonly epsilon: number;
}

/** RMSProp; state `cache`. */
export const rmsprop: OptimizerKind<RmspropConfig> = {
  defaults: { kind: "rmsprop", learningRate: 1e-2, decay: 0.99, epsilon: 1e-8 },
  create,
};

function create(config: RmspropConfig, kernels: Kernels, length: number): Optimizer {
  const { kind, learningRate, decay, epsilon } = config;
  requirePositive(kind, "learningRate", learningRate);
  requireDecay(kind, "decay", decay);
  requirePositive(kind, "epsilon", epsilon);
  const cache = kernels.allocate(length);
  return {
    kind,
    state: { cache },
    update(parameters: FlatParameters, rate: number, _step: number): void {
      requireLength(kind, parameters, length);
      const { values, gradients } = parameters;
      kernels.rmsprop(values, gradients, cache, rate, decay, epsilon, length);
    },
  };
}
