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
import { type ConfigOf, NOT_NEGATIVE } from "@samebit/input";
import type { Kernels } from "@samebit/tensors";
import { ADAM_FIELDS } from "./adam.ts";
import {
  type FlatParameters,
  type Optimizer,
  type OptimizerKind,
  requireLength,
} from "./optimizer.ts";

const FIELDS = {
  ...ADAM_FIELDS,
  weightDecay: {
    holds: NOT_NEGATIVE,
    default: 1e-2,
    about: "The share of a weight that a step at learning rate 1 would take away",
  },
} as const;

/** Adam with decoupled weight decay; state `m` and `v`. */
export const adamw: OptimizerKind<typeof FIELDS> = {
  fields: FIELDS,
  create,
};

function create(
  config: ConfigOf<"adamw", typeof FIELDS>,
  kernels: Kernels,
  length: number,
): Optimizer {
  const { kind, beta1, beta2, epsilon, weightDecay } = config;
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
