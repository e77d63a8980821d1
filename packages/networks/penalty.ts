/**
 * The L2 penalty of the course: 0.5·l2·ΣW² over weight matrices alone, not over biases, gamma or
 * beta. Not AdamW's decay, which never enters the loss: see @samebit/optimizers.
 *
 * Value:    0.5·l2·ΣW², the sum a lane sum in the kernels' precision, the products in float64.
 * Gradient: dW += l2·W.
 *
 * Every rounding: `docs/contracts/8-training.md`, section 8.4.
 */
import type { FlatParameters } from "@samebit/layers";
import type { Kernels } from "@samebit/tensors";

/**
 * Adds the gradient of the penalty to the gradients of the weights and returns its value. With l2 =
 * 0 it changes nothing and returns 0.
 */
export function addPenalty(l2: number, kernels: Kernels, parameters: FlatParameters): number {
  if (l2 === 0) return 0;
  const { values, gradients, weights } = parameters;
  kernels.addScaled(values, l2, gradients, weights);
  return 0.5 * l2 * kernels.sumOfSquares(values, weights);
}
