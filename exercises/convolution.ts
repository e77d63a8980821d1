/**
 * Exercise 6: convolution and max pooling of one image.
 *
 * @module
 */
import { gap, type Matrix } from "./arrays.ts";

/**
 * Slides each filter over the image: an output is the sum over channels, rows and columns of the
 * filter times the image below it, plus the filter's bias. Beside the image there are zeros.
 *
 * @param x The image, `[channels, height, width]`.
 * @param filters `[filters, channels, kernel, kernel]`.
 * @param b The bias of each filter.
 * @param stride How far the filter moves.
 * @param padding Rows and columns of zeros on each side.
 * @returns `[filters, outHeight, outWidth]`, where outHeight = ⌊(height + 2·padding − kernel) / stride⌋ + 1.
 */
export function convolutionForward(
  x: Matrix[],
  filters: Matrix[][],
  b: number[],
  stride: number,
  padding: number,
): Matrix[] {
  return gap(x, filters, b, stride, padding);
}

/**
 * The gradients.
 *
 * @param dy The gradient with respect to the outputs.
 * @param x The image of the forward pass.
 * @param filters The filters.
 * @param stride How far the filter moves.
 * @param padding Rows and columns of zeros on each side.
 */
export function convolutionBackward(
  dy: Matrix[],
  x: Matrix[],
  filters: Matrix[][],
  stride: number,
  padding: number,
): { dx: Matrix[]; dFilters: Matrix[][]; db: number[] } {
  return gap(dy, x, filters, stride, padding);
}

/** The greatest number of each window of 2 by 2, which do not overlap. */
export function maxPoolForward(x: Matrix[]): Matrix[] {
  return gap(x);
}

/** The gradient: it goes to where the greatest number was. */
export function maxPoolBackward(dy: Matrix[], x: Matrix[]): Matrix[] {
  return gap(dy, x);
}
