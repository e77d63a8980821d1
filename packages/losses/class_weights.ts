/**
 * Weights of classes: a row counts as much as the weight of its label says, so that a class with
 * few examples is not neglected. Like label smoothing, they apply only in training.
 *
 * Part of the bit contract, `docs/contracts/6-network.md`, section 6.6.
 */
import { listOf, oneOf, POSITIVE, type Values, wordsOr } from "@samebit/input";
import type { Floats, Labels } from "@samebit/tensors";

/** How classes are weighted: not at all, by how rare each is in training, or as written. */
export type ClassWeights = "none" | "balanced" | readonly number[];

/** What a field of class weights holds. */
export const CLASS_WEIGHTS: Values<ClassWeights> = wordsOr(
  oneOf("class weights", "none", "balanced"),
  listOf(POSITIVE, "a list of numbers above 0, one for each class, such as [1, 2.5]"),
);

/**
 * The weights under which every class counts the same: examples / (classes·examples of the class), 0
 * for a class without examples. The mean weight of an example is 1.
 *
 * @param counts How many training examples each class has.
 *
 * @example
 * ```ts
 * import { balancedWeights } from "@samebit/losses";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(balancedWeights([30, 10]), [2 / 3, 2]);
 * ```
 */
export function balancedWeights(counts: readonly number[]): number[] {
  const examples = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count === 0 ? 0 : examples / (counts.length * count));
}

/** Multiplies the loss of each row, and its row of the gradient, by the weight of its label. */
export function weighRows(
  weights: Floats,
  labels: Labels,
  losses: Floats,
  scoresGrad: Floats,
  rows: number,
): void {
  const classes = weights.length;
  for (let r = 0, at = 0; r < rows; r++) {
    const weight = weights[labels[r]!]!;
    losses[r] = weight * losses[r]!;
    for (let j = 0; j < classes; j++, at++) scoresGrad[at] = weight * scoresGrad[at]!;
  }
}
