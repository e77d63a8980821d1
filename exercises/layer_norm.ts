/**
 * Exercise 4: layer normalization (Ba, Kiros and Hinton, 2016): as batch normalization, but each
 * example is normalized over its own features. What of exercise 3 can be used again?
 *
 * @module
 */
import { gap, type Matrix } from "./arrays.ts";

/**
 * y = gamma·(x − mean) / sqrt(variance + epsilon) + beta, mean and variance of each row.
 *
 * @param x `[examples, features]`.
 * @param gamma The scale of each feature.
 * @param beta What is added to each feature.
 * @param epsilon Added to the variance under the root.
 */
export function layerNormForward(
  x: Matrix,
  gamma: number[],
  beta: number[],
  epsilon: number,
): Matrix {
  return gap(x, gamma, beta, epsilon);
}

/**
 * The gradients.
 *
 * @param dy The gradient with respect to the outputs.
 * @param x The inputs of the forward pass.
 * @param gamma The scale of each feature.
 * @param epsilon Added to the variance under the root.
 */
export function layerNormBackward(
  dy: Matrix,
  x: Matrix,
  gamma: number[],
  epsilon: number,
): { dx: Matrix; dgamma: number[]; dbeta: number[] } {
  return gap(dy, x, gamma, epsilon);
}
