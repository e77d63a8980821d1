/**
 * Adam (Kingma and Ba 2015, algorithm 1), with bias correction; t counts from 1.
 *
 * m = beta1·m + (1 − beta1)·g
 * v = beta2·v + (1 − beta2)·g²
 * w = w − learningRate·(m / (1 − beta1^t)) / (sqrt(v / (1 − beta2^t)) + epsilon)
 *
 * Epsilon stands outside of the root and after the correction, as in the paper's algorithm, in the
 * course and in PyTorch; the paper's faster variant (section 2, last paragraph) and TensorFlow add it
 * before the correction. Both corrections are float64 numbers folded into the step, with `power` for
 * beta^t: `docs/contracts/8-training.md`, section 8.7.
 */
import { power } from "@samebit/arithmetic";
import type { Kernels } from "@samebit/tensors";
import { requireDecay, requireLength, requirePositive } from "./checks.ts";
import type { FlatParameters } from "@samebit/layers";
import type { Optimizer, OptimizerKind } from "./optimizer.ts";

/** Adam with bias correction. */
export interface AdamConfig {
  /** The discriminator. */
  readonly kind: "adam";
  /** The size of a step, before the schedule. */
  readonly learningRate: number;
  /** The share of the mean gradient `m` that a step keeps, in 0..1, below 1. */
  readonly beta1: number;
  /** The share of the mean squared gradient `v` that a step keeps, in 0..1, below 1. */
  readonly beta2: number;
  /** Added to the root, above 0: no division by zero. */
  readonly epsilon: number;
}

/** Adam; state `m` and `v`. */
export const adam: OptimizerKind<AdamConfig> = {
  defaults: { kind: "adam", learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  create,
};

function create(config: AdamConfig, kernels: Kernels, length: number): Optimizer {
  const { kind, learningRate, beta1, beta2, epsilon } = config;
  requirePositive(kind, "learningRate", learningRate);
  requireDecay(kind, "beta1", beta1);
  requireDecay(kind, "beta2", beta2);
  requirePositive(kind, "epsilon", epsilon);
  const m = kernels.allocate(length);
  const v = kernels.allocate(length);
  return {
    kind,
    state: { m, v },
    update(parameters: FlatParameters, learningRate: number, step: number): void {
      requireLength(kind, parameters, length);
      const { values: w, gradients: g } = parameters;
      const rate = learningRate / (1 - power(beta1, step));
      const correction = 1 / Math.sqrt(1 - power(beta2, step));
      kernels.adam(w, g, m, v, rate, beta1, beta2, correction, epsilon, 0, length);
    },
  };
}
