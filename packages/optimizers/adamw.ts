/**
 * AdamW (Loshchilov and Hutter 2019, algorithm 2): Adam with a decay of the weights that never
 * enters the gradients, so that it is not divided by their size.
 *
 * m and v as in adam.ts;
 * w = w − learningRate·weightDecay·w
 *       − learningRate·(m / (1 − beta1^t)) / (sqrt(v / (1 − beta2^t)) + epsilon)
 *
 * The decay is multiplied by the step's learning rate, as in PyTorch (the paper multiplies by the
 * schedule's factor alone). Only weight matrices decay; PyTorch decays everything it is given,
 * including biases, gamma and beta. The default weightDecay is PyTorch's; the course has no AdamW.
 */
import { type ConfigOf, NOT_NEGATIVE } from "@samebit/input";
import type { Kernels } from "@samebit/tensors";
import { ADAM_FIELDS, createAdam } from "./adam.ts";
import type { OptimizerKind, Rule } from "./optimizer.ts";

const FIELDS = {
  ...ADAM_FIELDS,
  weightDecay: {
    holds: NOT_NEGATIVE,
    default: 1e-2,
    about: "The share of a weight that a step at learning rate 1 takes away",
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
): Rule {
  return createAdam(config, kernels, length);
}
