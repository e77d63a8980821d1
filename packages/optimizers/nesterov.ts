/**
 * Nesterov's accelerated gradient (Nesterov 1983; Sutskever et al. 2013), in the course's form: the
 * gradient is taken at w itself, and w stands for the point that looks ahead.
 *
 * u = momentum·v − learningRate·g
 * w = w + (1 + momentum)·u − momentum·v
 * v = u
 *
 * PyTorch's `nesterov=True` steps w = w − rate·(g + momentum·v') with v' = momentum·v + g: with a
 * constant learning rate both walk the same way.
 */
import type { Kernels } from "@samebit/tensors";
import { requireDecay, requireLength, requirePositive } from "./checks.ts";
import type { FlatParameters } from "@samebit/layers";
import type { Optimizer, OptimizerKind } from "./optimizer.ts";

/** Nesterov's accelerated gradient, looking ahead along the velocity. */
export interface NesterovConfig {
  /** The discriminator. */
  readonly kind: "nesterov";
  /** The size of a step, before the schedule. */
  readonly learningRate: number;
  /** The share of the velocity that a step keeps, in 0..1, below 1. */
  readonly momentum: number;
}

/** Nesterov's accelerated gradient; state `velocity`. */
export const nesterov: OptimizerKind<NesterovConfig> = {
  defaults: { kind: "nesterov", learningRate: 1e-2, momentum: 0.9 },
  create,
};

function create(config: NesterovConfig, kernels: Kernels, length: number): Optimizer {
  const { kind, learningRate, momentum } = config;
  requirePositive(kind, "learningRate", learningRate);
  requireDecay(kind, "momentum", momentum);
  const velocity = kernels.allocate(length);
  return {
    kind,
    state: { velocity },
    update(parameters: FlatParameters, rate: number, _step: number): void {
      requireLength(kind, parameters, length);
      kernels.nesterov(parameters.values, parameters.gradients, velocity, rate, momentum, length);
    },
  };
}
