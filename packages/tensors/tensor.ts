/**
 * A tensor is a shape and its data, nothing else: no strides, no device, no graph. Operations on it
 * are kernels, which take the data and plain sizes.
 *
 * @module
 */
import type { Floats } from "./kernels.ts";

/** The sizes of a tensor's axes, slowest first: `[rows, columns]` for a matrix. */
export type Shape = readonly number[];

/** Numbers with a shape, dense and row-major. */
export interface Tensor {
  /** Sizes of the axes, slowest first; `[]` is a scalar. */
  readonly shape: Shape;
  /** The elements; its length is the product of the shape. */
  readonly data: Floats;
}

/**
 * The number of elements of a shape; 1 for the empty shape.
 *
 * @throws {RangeError} An axis is negative or not an integer.
 */
export function sizeOf(shape: Shape): number {
  for (const axis of shape) {
    if (!Number.isSafeInteger(axis) || axis < 0) {
      throw new RangeError(`Cannot use the shape ${formatShape(shape)}: ${axis} is not a size`);
    }
  }
  return shape.reduce((product, axis) => product * axis, 1);
}

/** The shape as errors and tables print it, such as `[64, 128]`. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/**
 * A tensor over existing data, which it does not copy.
 *
 * @example
 * ```ts
 * import { createTensor } from "@samebit/tensors";
 * import { assertEquals } from "@std/assert";
 *
 * const x = createTensor([2, 3], Float32Array.of(1, 2, 3, 4, 5, 6));
 * assertEquals(x.shape, [2, 3]);
 * ```
 *
 * @throws {RangeError} The data's length is not the product of the shape.
 */
export function createTensor(shape: Shape, data: Floats): Tensor {
  const size = sizeOf(shape);
  if (data.length !== size) {
    throw new RangeError(
      `Cannot shape ${data.length} numbers as ${formatShape(shape)}: wanted ${size}`,
    );
  }
  return { shape, data };
}
