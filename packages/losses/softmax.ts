/**
 * The probabilities of a row of scores under the softmax, for reporting and judging predictions.
 * Training has its own kernel.
 *
 * Part of the bit contract, `docs/contracts/9-evaluation.md`, section 9.6: float64, in the order
 * written.
 */
import { exp } from "@samebit/arithmetic";
import type { Floats } from "@samebit/tensors";

/**
 * The probability of each class, exp(score − greatest) / Σ exp(score − greatest), of the row
 * `scores[start .. start + classes)`; all NaN if a score is NaN or the greatest is infinite.
 *
 * @example
 * ```ts
 * import { softmax } from "@samebit/losses";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(softmax(Float32Array.of(7, 2, 2), 1, 2), [0.5, 0.5]);
 * ```
 */
export function softmax(scores: Floats, start: number, classes: number): number[] {
  const row = Array.from(scores.subarray(start, start + classes));
  const greatest = row.reduce((most, score) => Math.max(most, score), -Infinity);
  const powers = row.map((score) => exp(score - greatest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
