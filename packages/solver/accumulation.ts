/**
 * Gradient accumulation: each minibatch is processed in pieces, so that a run takes less memory. It
 * is not part of a plan, since the bits are those of the complete minibatch: like the number of
 * threads, the number of pieces is a matter of execution.
 *
 * @module
 */
import type { OwnLayers } from "@samebit/layers";
import { requireTakesPieces } from "@samebit/networks";
import type { Shape } from "@samebit/tensors";
import type { TrainingPlan } from "./plan.ts";

/** The part of a plan that says whether its minibatches may be processed in pieces. */
export type AccumulatedPlan = Pick<TrainingPlan, "model" | "batchSize" | "evaluation">;

/** How many examples of a minibatch are processed at a time. */
export function rowsAtOnce({ batchSize }: { readonly batchSize: number }, pieces: number): number {
  return Math.ceil(batchSize / pieces);
}

/**
 * Makes sure that the minibatches of a plan may be processed in that many pieces.
 *
 * @param sizes The axes of an example, and how many numbers a network has for each.
 * @param own Layers of a folder's own that the plan may name.
 * @throws {RangeError} If they may not; the layer or the field of the plan is named.
 */
export function requireAccumulation(
  { model, batchSize, evaluation }: AccumulatedPlan,
  { shape, outputs }: { readonly shape: Shape; readonly outputs: number },
  pieces: number,
  own?: OwnLayers,
): void {
  if (pieces === 1) return;
  if (!Number.isSafeInteger(pieces) || pieces < 1 || pieces > batchSize) {
    throw new RangeError(
      `a batchSize of ${batchSize} cannot be processed in ${pieces} pieces; wanted 1 to ${batchSize}`,
    );
  }
  if (evaluation.layers.every > 0) {
    throw new RangeError(
      "evaluation.layers.every cannot be above 0 where a minibatch is processed in pieces, since " +
        "layers.csv measures the outputs of all its examples at once",
    );
  }
  requireTakesPieces(model, shape, outputs, own);
}
