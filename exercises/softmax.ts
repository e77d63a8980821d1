/**
 * Exercise 2: softmax and cross-entropy, the loss of a classifier.
 *
 * @module
 */
import { gap, type Matrix } from "./arrays.ts";

/**
 * The mean over the examples of −ln of the probability of the right class, and its gradient with
 * respect to the scores. Scores in the thousands must not overflow.
 *
 * @param scores `[examples, classes]`.
 * @param labels The right class of each example.
 */
export function softmaxLoss(
  scores: Matrix,
  labels: number[],
): { loss: number; dScores: Matrix } {
  return gap(scores, labels);
}
