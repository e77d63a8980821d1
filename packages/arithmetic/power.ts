/**
 * Integer powers in float64. Not for fractional exponents: write `exp(y * log(x))` and its error is visible.
 */

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
      `Cannot raise ${base} to the power ${exponent}: wanted an integer of at least 0`,
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
