/**
 * AdamW (Loshchilov and Hutter 2019, algorithm 2): Adam, and beside it a decay of the weights that
 * never enters the gradients, so that it is not divided by their size.
 *
 * m and v as in adam.ts;
 * w = w − learningRate·weightDecay·w
 *       − learningRate·(m / (1 − beta1^t)) / (sqrt(v / (1 − beta2^t)) + epsilon)
 *
 * The decay is multiplied by the step's learning rate, as in PyTorch (the paper multiplies by the
 * schedule's factor alone). Only weight matrices decay; PyTorch decays all that it is given, also
 * biases, gamma and beta. The default weightDecay is PyTorch's; the course has no AdamW.
 */
import { power } from "@samebit/arithmetic";
import type { Kernels } from "@samebit/tensors";
import { type FlatParameters, requireNumber } from "@samebit/layers";
import { requireDecay, requireLength, requirePositive } from "./checks.ts";
import type { Optimizer, OptimizerKind } from "./optimizer.ts";

/** Adam with decoupled weight decay. */
export interface AdamwConfig {
  /** The discriminator. */
  readonly kind: "adamw";
  /** The size of a step, before the schedule. */
  readonly learningRate: number;
  /** The share of the mean gradient `m` that a step keeps, in 0..1, below 1. */
  readonly beta1: number;
  /** The share of the mean squared gradient `v` that a step keeps, in 0..1, below 1. */
  readonly beta2: number;
  /** Added to the root, above 0: no division by zero. */
  readonly epsilon: number;
  /** The share of a weight that a step at learning rate 1 would take away, at least 0. */
  readonly weightDecay: number;
}

/** Adam with decoupled weight decay; state `m` and `v`. */
export const adamw: OptimizerKind<AdamwConfig> = {
  defaults: {
    kind: "adamw",
    learningRate: 1e-3,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    weightDecay: 1e-2,
  },
  create,
};

function create(config: AdamwConfig, kernels: Kernels, length: number): Optimizer {
  const { kind, learningRate, beta1, beta2, epsilon, weightDecay } = config;
  requirePositive(kind, "learningRate", learningRate);
  requireDecay(kind, "beta1", beta1);
  requireDecay(kind, "beta2", beta2);
  requirePositive(kind, "epsilon", epsilon);
  requireNumber(kind, "weightDecay", weightDecay, weightDecay >= 0, "at least 0");
  const m = kernels.allocate(length);
  const v = kernels.allocate(length);
  return {
    kind,
    state: { m, v },
    update(parameters: FlatParameters, learningRate: number, step: number): void {
      requireLength(kind, parameters, length);
      const { values, gradients, weights } = parameters;
      const rate = learningRate / (1 - power(beta1, step));
      const correction = 1 / Math.sqrt(1 - power(beta2, step));
      const updatePart = (start: number, end: number, decay: number) => {
        const w = values.subarray(start, end);
        const g = gradients.subarray(start, end);
        const mPart = m.subarray(start, end);
        const vPart = v.subarray(start, end);
        const n = end - start;
        kernels.adam(w, g, mPart, vPart, rate, beta1, beta2, correction, epsilon, decay, n);
      };
      updatePart(0, weights, learningRate * weightDecay);
      updatePart(weights, length, 0);
    },
  };
}
