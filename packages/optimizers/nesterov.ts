/**
 * Nesterov's accelerated gradient (Nesterov 1983; Sutskever et al. 2013), in the course's form: the
 * gradient is taken at w itself, and w stands for the point that looks ahead.
 *
 * u = momentum·v − learningRate·g
 * w = w + (1 + momentum)·u − momentum·v
 * v = u
 *
 * PyTorch's `nesterov=True` steps w = w − rate·(g + momentum·v') with v' = momentum·v + g: with a
 * constant learning rate both take the same path.
 */
import type { ConfigOf } from "@samebit/input";
import type { Kernels } from "@samebit/tensors";
import { MOMENTUM_FIELDS } from "./momentum.ts";
import type { OptimizerKind, Rule } from "./optimizer.ts";

/** Nesterov's accelerated gradient; state `velocity`. */
export const nesterov: OptimizerKind<typeof MOMENTUM_FIELDS> = {
  fields: MOMENTUM_FIELDS,
  create,
};

function create(
  { momentum }: ConfigOf<"nesterov", typeof MOMENTUM_FIELDS>,
  kernels: Kernels,
  length: number,
): Rule {
  const velocity = kernels.allocate(length);
  return {
    state: { velocity },
    update({ values, gradients, rate, start, length }) {
      const v = velocity.subarray(start, start + length);
      kernels.nesterov(values, gradients, v, rate, momentum, length);
    },
  };
}
