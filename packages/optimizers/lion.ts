/**
 * Lion (Chen et al. 2023, algorithm 2): every parameter moves by the learning rate itself, in the
 * direction that the sign of a mean gradient gives; only one mean is kept.
 *
 * c = beta1·m + (1 − beta1)·g
 * w = w·(1 − learningRate·weightDecay) − learningRate·sign(c)
 * m = beta2·m + (1 − beta2)·g
 *
 * As in adamw.ts, only weight matrices decay. The paper recommends a learning rate 3 to 10 times
 * below AdamW's, and a weightDecay as many times above. The defaults are those of the authors' own
 * program.
 */
import { type ConfigOf, FRACTION, NOT_NEGATIVE } from "@samebit/input";
import type { Kernels } from "@samebit/tensors";
import { LEARNING_RATE, type OptimizerKind, type Rule } from "./optimizer.ts";

const FIELDS = {
  learningRate: { ...LEARNING_RATE, example: 3e-4 },
  beta1: {
    holds: FRACTION,
    default: 0.9,
    about: "The share of the mean gradient `m` in what gives the sign",
  },
  beta2: {
    holds: FRACTION,
    default: 0.99,
    about: "The share of the mean gradient `m` that a step keeps",
  },
  weightDecay: {
    holds: NOT_NEGATIVE,
    default: 0,
    about: "The share of a weight that a step at learning rate 1 takes away",
  },
} as const;

/** Lion, with decoupled weight decay; state `m`. */
export const lion: OptimizerKind<typeof FIELDS> = {
  fields: FIELDS,
  create,
};

function create(
  { beta1, beta2, weightDecay }: ConfigOf<"lion", typeof FIELDS>,
  kernels: Kernels,
  length: number,
): Rule {
  const m = kernels.allocate(length);
  return {
    state: { m },
    update({ values, gradients, rate, start, length, isWeights }) {
      const mean = m.subarray(start, start + length);
      const keep = isWeights ? 1 - rate * weightDecay : 1;
      kernels.lion(values, gradients, mean, rate, beta1, beta2, keep, length);
    },
  };
}
