/**
 * Regression as far as a network is concerned: targets are numbers, as many for each example as the
 * network has outputs, and a loss is a function of the errors alone.
 *
 * No kernel computes it: scores and targets are used unrounded, all arithmetic is float64, and a
 * number is rounded once, where it is stored. So every implementation of the kernels gives the same
 * bits: `docs/contracts/16-regression.md`, section 16.2.
 */
import type { Floats } from "@samebit/tensors";
import type { Loss, LossContext, Targets } from "./loss.ts";

/** A loss by what one error costs. */
export interface ErrorCost {
  /** What an error adds to the loss of its row, before the division by the outputs. */
  cost(error: number): number;
  /** The derivative of `cost`. */
  slope(error: number): number;
}

/** A loss whose rows are the mean cost of their errors: scores − targets, both [rows, outputs]. */
export function createErrorLoss(
  { kernels, maxRows, outputs }: LossContext,
  { cost, slope }: ErrorCost,
): Loss {
  const losses = kernels.allocate(maxRows);
  const scoresGrad = kernels.allocate(maxRows * outputs);
  return {
    losses,
    scoresGrad,
    forward(scores: Floats, targets: Targets, rows: number): void {
      for (let r = 0, at = 0; r < rows; r++) {
        let sum = 0;
        for (let j = 0; j < outputs; j++, at++) {
          const error = scores[at]! - targets[at]!;
          sum += cost(error);
          scoresGrad[at] = slope(error) / (outputs * rows);
        }
        losses[r] = sum / outputs;
      }
    },
  };
}
