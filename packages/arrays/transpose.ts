/**
 * A different order of axes: for files that store the first axis fastest, and images whose channels
 * come last.
 *
 * @module
 */
import type { StoredArray } from "./stored_array.ts";

/**
 * Moves axes: axis k of the result is axis `axes[k]` of the array.
 *
 * @example
 * ```ts
 * import { transpose } from "@samebit/arrays";
 * import { assertEquals } from "@std/assert";
 *
 * const values = Uint8Array.of(1, 2, 3, 4, 5, 6);
 * const moved = transpose({ shape: [2, 3], type: "uint8", values }, [1, 0]);
 * assertEquals(moved, { shape: [3, 2], type: "uint8", values: Uint8Array.of(1, 4, 2, 5, 3, 6) });
 * ```
 */
export function transpose(array: StoredArray, axes: readonly number[]): StoredArray {
  const { shape, values } = array;
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const moved = axes.map((axis) => shape[axis]!);
  const steps = axes.map((axis) => strides[axis]!);
  const result = values.slice() as unknown[];
  const place = new Array<number>(moved.length).fill(0);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = values[from]!;
    for (let axis = moved.length - 1; axis >= 0; axis--) {
      from += steps[axis]!;
      if (++place[axis]! < moved[axis]!) break;
      from -= steps[axis]! * moved[axis]!;
      place[axis] = 0;
    }
  }
  return { ...array, shape: moved, values: result as unknown as StoredArray["values"] };
}
