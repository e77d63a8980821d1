/**
 * Integer powers and values evenly spaced on a logarithmic scale, in float64. Not for fractional
 * exponents: write `exp(y * log(x))` and its error is visible.
 */
import { exp } from "./exp64.ts";
import { log } from "./log64.ts";

/**
 * Returns `base` to the power `exponent`, a non-negative integer, in float64.
 *
 * Order: `result = 1` and `square = base`; for the bits of the exponent from the lowest to the
 * highest one that is set: where it is set, `result = result * square`; then
 * `square = square * square`. power(x, 0) is 1 for every x, also NaN.
 *
 * @throws {RangeError} If `exponent` is not a safe integer of at least 0.
 *
 * @example
 * ```ts
 * import { power } from "@samebit/arithmetic";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(power(3, 5), 243);
 * assertEquals(power(10, 0), 1);
 * ```
 */
export function power(base: number, exponent: number): number {
  if (!Number.isSafeInteger(exponent) || exponent < 0) {
    throw new RangeError(
      `Cannot raise ${base} to the power ${exponent}: the exponent must be an integer of at least 0`,
    );
  }
  let result = 1;
  let square = base;
  let rest = exponent;
  while (rest > 0) {
    if (rest % 2 === 1) result = result * square;
    rest = Math.floor(rest / 2);
    square = square * square;
  }
  return result;
}

/**
 * Returns `count` numbers from `from` to `to`, evenly spaced on a logarithmic scale.
 *
 * Element i is `exp(log(from) + i * (log(to) - log(from)) / (count - 1))`, product before quotient;
 * the first and last elements are `from` and `to` themselves.
 *
 * @throws {RangeError} If an end is not positive and finite, or `count` is not an integer of at
 * least 2.
 *
 * @example
 * ```ts
 * import { logSpace } from "@samebit/arithmetic";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const rates = logSpace(1e-4, 1e-2, 3);
 * assertEquals([rates[0], rates[2]], [1e-4, 1e-2]);
 * assertAlmostEquals(rates[1]!, 1e-3, 1e-17);
 * ```
 */
export function logSpace(from: number, to: number, count: number): number[] {
  if (!(from > 0 && to > 0 && from < Infinity && to < Infinity)) {
    throw new RangeError(
      `Cannot space numbers from ${from} to ${to}: both ends must be positive and finite`,
    );
  }
  if (!Number.isSafeInteger(count) || count < 2) {
    throw new RangeError(
      `Cannot space ${count} numbers: the count must be an integer of at least 2`,
    );
  }
  const start = log(from);
  const width = log(to) - start;
  return Array.from({ length: count }, (_, i) => {
    if (i === 0) return from;
    if (i === count - 1) return to;
    return exp(start + (i * width) / (count - 1));
  });
}
