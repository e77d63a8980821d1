/**
 * Gradient descent with momentum (Polyak 1964), in the course's form.
 *
 * v = momentum·v − learningRate·g
 * w = w + v
 *
 * The learning rate is inside v, so lowering it does not shrink the velocity already built up.
 * PyTorch keeps v = momentum·v + (1 − dampening)·g with the other sign and steps w = w − rate·v:
 * with its default dampening of 0 and a constant learning rate both take the same path.
 */
import { type ConfigOf, FRACTION } from "@samebit/input";
import type { Kernels } from "@samebit/tensors";
import { LEARNING_RATE, type OptimizerKind, type Rule } from "./optimizer.ts";

/** The fields of momentum, which Nesterov's has too. */
export const MOMENTUM_FIELDS = {
  learningRate: { ...LEARNING_RATE, example: 1e-2 },
  momentum: { holds: FRACTION, default: 0.9, about: "The share of the velocity that a step keeps" },
} as const;

/** Gradient descent with momentum; state `velocity`. */
export const momentum: OptimizerKind<typeof MOMENTUM_FIELDS> = {
  fields: MOMENTUM_FIELDS,
  create,
};

function create(
  { momentum }: ConfigOf<"momentum", typeof MOMENTUM_FIELDS>,
  kernels: Kernels,
  length: number,
): Rule {
  const velocity = kernels.allocate(length);
  return {
    state: { velocity },
    update({ values, gradients, rate, start, length }) {
      const v = velocity.subarray(start, start + length);
      kernels.momentum(values, gradients, v, rate, momentum, length);
    },
  };
}
