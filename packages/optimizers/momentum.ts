/**
 * Gradient descent with momentum (Polyak 1964), in the course's form.
 *
 * v = momentum·v − learningRate·g
 * w = w + v
 *
 * The learning rate stands inside v, so lowering it does not shrink what is already on the way.
 * PyTorch keeps v = momentum·v + (1 − dampening)·g with the other sign and steps w = w − rate·v: with
 * its default dampening of 0 and a constant learning rate both walk the same way.
 */
import type { Kernels } from "@samebit/tensors";
import { requireDecay, requireLength, requirePositive } from "./checks.ts";
import type { FlatParameters } from "@samebit/layers";
import type { Optimizer, OptimizerKind } from "./optimizer.ts";

/** Gradient descent with momentum: v = momentum·v − learningRate·g; w = w + v. */
export interface MomentumConfig {
  /** The discriminator. */
  readonly kind: "momentum";
  /** The size of a step, before the schedule. */
  readonly learningRate: number;
  /** The share of the velocity that a step keeps, in 0..1, below 1. */
  readonly momentum: number;
}

/** Gradient descent with momentum; state `velocity`. */
export const momentum: OptimizerKind<MomentumConfig> = {
  defaults: { kind: "momentum", learningRate: 1e-2, momentum: 0.9 },
  create,
};

function create(config: MomentumConfig, kernels: Kernels, length: number): Optimizer {
  const { kind, learningRate, momentum } = config;
  requirePositive(kind, "learningRate", learningRate);
  requireDecay(kind, "momentum", momentum);
  const velocity = kernels.allocate(length);
  return {
    kind,
    state: { velocity },
    update(parameters: FlatParameters, rate: number, _step: number): void {
      requireLength(kind, parameters, length);
      kernels.momentum(parameters.values, parameters.gradients, velocity, rate, momentum, length);
    },
  };
}
