/**
 * Exercise 3: batch normalization in training (Ioffe and Szegedy, 2015). Each feature is normalized by
 * its mean and its variance over the examples of the minibatch (divided by N), then scaled and moved.
 *
 * @module
 */
import { gap, type Matrix } from "./arrays.ts";

/**
 * y = gamma·(x − mean) / sqrt(variance + epsilon) + beta.
 *
 * @param x `[examples, features]`.
 * @param gamma The scale of each feature.
 * @param beta What is added to each feature.
 * @param epsilon Added to the variance under the root.
 */
export function batchNormForward(
  x: Matrix,
  gamma: number[],
  beta: number[],
  epsilon: number,
): Matrix {
  return gap(x, gamma, beta, epsilon);
}

/**
 * The gradients. Mind that mean and variance depend on every example: draw the graph first.
 *
 * @param dy The gradient with respect to the outputs.
 * @param x The inputs of the forward pass.
 * @param gamma The scale of each feature.
 * @param epsilon Added to the variance under the root.
 */
export function batchNormBackward(
  dy: Matrix,
  x: Matrix,
  gamma: number[],
  epsilon: number,
): { dx: Matrix; dgamma: number[]; dbeta: number[] } {
  return gap(dy, x, gamma, epsilon);
}
