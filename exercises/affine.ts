/**
 * Exercise 1: the affine layer, y = x·W + b for each row of a minibatch.
 *
 * @module
 */
import { gap, type Matrix } from "./arrays.ts";

/**
 * The outputs of the layer.
 *
 * @param x The inputs: a row for each example, `[examples, inputs]`.
 * @param W The weights, `[inputs, outputs]`.
 * @param b The bias, `[outputs]`.
 * @returns `[examples, outputs]`.
 */
export function affineForward(x: Matrix, W: Matrix, b: number[]): Matrix {
  return gap(x, W, b);
}

/**
 * The gradients of the loss with respect to all that went in.
 *
 * @param dy The gradient with respect to the outputs, `[examples, outputs]`.
 * @param x The inputs of the forward pass.
 * @param W The weights.
 */
export function affineBackward(
  dy: Matrix,
  x: Matrix,
  W: Matrix,
): { dx: Matrix; dW: Matrix; db: number[] } {
  return gap(dy, x, W);
}
