/**
 * Lion (Chen et al. 2023, algorithm 2): every parameter moves by the learning rate itself, in the
 * direction that the sign of a mean gradient gives; only one mean is kept.
 *
 * c = beta1·m + (1 − beta1)·g
 * w = w·(1 − learningRate·weightDecay) − learningRate·sign(c)
 * m = beta2·m + (1 − beta2)·g
 *
 * As in adamw.ts, only weight matrices decay. The paper wants a learning rate 3 to 10 times below
 * AdamW's, and a weightDecay as many times above. The defaults are those of the authors' own program.
 * It needs no kernel of its own: `docs/contracts/8-training.md`, section 8.7.
 */
import { type ConfigOf, FRACTION, NOT_NEGATIVE } from "@samebit/input";
import type { Floats, Kernels } from "@samebit/tensors";
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
    about: "The share of a weight that a step at learning rate 1 would take away",
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
  const directions = kernels.allocate(length);
  return {
    state: { m },
    update({ values, gradients, rate, start, length, isWeights }) {
      const mean = m.subarray(start, start + length);
      const direction = directions.subarray(start, start + length);
      direction.set(mean);
      kernels.blend(direction, gradients, beta1, length);
      takeSigns(direction);
      if (isWeights && weightDecay > 0) kernels.scale(values, 1 - rate * weightDecay, length);
      kernels.sgd(values, direction, rate, length);
      kernels.blend(mean, gradients, beta2, length);
    },
  };
}

/** 1 above 0, −1 below; zeros and NaN stay what they are. */
function takeSigns(x: Floats): void {
  for (let i = 0; i < x.length; i++) x[i] = Math.sign(x[i]!);
}
