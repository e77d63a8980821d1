/**
 * Muon (Jordan et al. 2024, "Muon: an optimizer for hidden layers in neural networks"): the momentum
 * of each weight matrix is brought near to an orthogonal matrix, all of whose singular values are about
 * 1, by five steps of a Newton-Schulz iteration (newton_schulz.ts).
 *
 * v = momentum·v + g d = g + momentum·v of a weight matrix [rows, columns]: w = w −
 * learningRate·sqrt(max(1, rows / columns))·orthogonal(d) of all others: w = w − learningRate·d,
 * which is Nesterov's momentum
 *
 * The filters of a convolution are one matrix, [filters, channels·height·width]; W of an affine
 * layer is [inputs, outputs], the transpose of PyTorch's, so that rows and columns are exchanged in
 * the root. The post trains everything but hidden matrices with AdamW; here the first and the last
 * matrix are orthogonalised too, and biases and scales, whose size matters, use the momentum
 * itself: a rule with one learning rate and no state but the velocity.
 */
import { type ConfigOf, FRACTION } from "@samebit/input";
import type { WeightMatrix } from "@samebit/networks";
import type { Kernels } from "@samebit/tensors";
import { createOrthogonalization } from "./newton_schulz.ts";
import { LEARNING_RATE, type OptimizerKind, type Rule } from "./optimizer.ts";

const FIELDS = {
  learningRate: { ...LEARNING_RATE, example: 2e-2 },
  momentum: {
    holds: FRACTION,
    default: 0.95,
    about: "The share of the velocity that a step keeps",
  },
} as const;

/** Muon; state `velocity`. */
export const muon: OptimizerKind<typeof FIELDS> = {
  fields: FIELDS,
  create,
};

function create(
  { momentum }: ConfigOf<"muon", typeof FIELDS>,
  kernels: Kernels,
  length: number,
  matrices: readonly WeightMatrix[],
): Rule {
  const velocity = kernels.allocate(length);
  const directions = kernels.allocate(length);
  const orthogonalize = createOrthogonalization(kernels, matrices);
  return {
    state: { velocity },
    update({ values, gradients, rate, start, length }) {
      const v = velocity.subarray(start, start + length);
      const direction = directions.subarray(start, start + length);
      kernels.scale(v, momentum, length);
      kernels.addScaled(gradients, 1, v, length);
      direction.set(gradients);
      kernels.addScaled(v, momentum, direction, length);
      for (const matrix of matrices) {
        if (matrix.start < start || matrix.start >= start + length) continue;
        const { rows, columns } = matrix;
        const part = directions.subarray(matrix.start, matrix.start + rows * columns);
        orthogonalize(part, matrix);
        kernels.scale(part, stretchOf(matrix), part.length);
      }
      kernels.sgd(values, direction, rate, length);
    },
  };
}

/**
 * The root of outputs over inputs, at least 1: it equalises the steps of tall and wide matrices.
 */
function stretchOf({ rows, columns, outputs }: WeightMatrix): number {
  const ratio = outputs === "rows" ? rows / columns : columns / rows;
  return Math.sqrt(Math.max(1, ratio));
}
