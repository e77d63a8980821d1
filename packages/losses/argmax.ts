/**
 * Which class a row of scores predicts. Equal scores go to the lowest class, and a row with a NaN
 * predicts none, so that a broken network is never right by accident.
 */
import type { Floats } from "@samebit/tensors";

/**
 * The first index of the greatest of `values[start .. start + count)`, counted from `start`; −1 if
 * any of them is NaN or `count` is 0.
 *
 * @example
 * ```ts
 * import { argmax } from "@samebit/losses";
 * import { assertEquals } from "@std/assert";
 *
 * const scores = Float32Array.of(0.5, 2, 2, NaN, 1, 0);
 * assertEquals(argmax(scores, 0, 3), 1);
 * assertEquals(argmax(scores, 3, 3), -1);
 * ```
 */
export function argmax(values: Floats, start: number, count: number): number {
  let best = -1;
  let greatest = -Infinity;
  for (let i = 0; i < count; i++) {
    const value = values[start + i]!;
    if (Number.isNaN(value)) return -1;
    if (best === -1 || value > greatest) {
      best = i;
      greatest = value;
    }
  }
  return best;
}
