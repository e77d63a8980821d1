/**
 * exp in float64, for schedules, log-spaced values and the checking of float32 kernels.
 *
 * The one idea: exp(x) = 2^n exp(r) with n the integer nearest x / ln 2, so that |r| <= 0.3466 and
 * the Taylor polynomial of degree 13 is exact for all practical purposes. ln 2 is split into two
 * parts, the first of 40 bits, so that n times it is exact.
 */
import { powerOfTwo64 } from "./bits.ts";

const LOG2_E = 1.4426950408889634;
/** ln 2 to 40 bits: 3fe62e42fefa4000. */
export const LN2_HIGH = 0.6931471805601177;
/** The rest of ln 2: bd48432a1b0e2634. */
export const LN2_LOW = -1.7239444525614835e-13;

/** 1/13!, 1/12!, ..., 1/2!: the denominators are exact, so each quotient is rounded once. */
const TAYLOR: readonly number[] = [
  1 / 6227020800,
  1 / 479001600,
  1 / 39916800,
  1 / 3628800,
  1 / 362880,
  1 / 40320,
  1 / 5040,
  1 / 720,
  1 / 120,
  1 / 24,
  1 / 6,
  1 / 2,
];

/**
 * Returns e to the power `x` in float64, the same bits everywhere.
 *
 * Within 0.85 ulp of the exact value (measured against 200-bit arithmetic), also where the result is
 * denormal. Infinity above 709.7827, 0 below -745.1332, NaN for NaN; exp(0) is exactly 1.
 *
 * Order: `n = floor(x * log2(e) + 0.5)`, `high = x - n * LN2_HIGH`, `low = n * LN2_LOW`,
 * `r = high - low`, `sum` by Horner from 1/13! to 1/2! (multiply, then add),
 * `1 + (high + (sum * (r * r) - low))`, then times 2^floor(n/2), then times 2^(n - floor(n/2)).
 *
 * @example
 * ```ts
 * import { exp } from "@samebit/arithmetic";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(exp(-1), 0.36787944117144233);
 * assertEquals(exp(-Infinity), 0);
 * ```
 */
export function exp(x: number): number {
  return exponential64(x, -746, false);
}

/** The steps of exp; with `minusOne` those of expMinusOne, which is −1 below `lowest`. */
export function exponential64(x: number, lowest: number, minusOne: boolean): number {
  if (x !== x) return x;
  if (x > 710) return Infinity;
  if (x < lowest) return minusOne ? -1 : 0;
  const n = Math.floor(x * LOG2_E + 0.5);
  const high = x - n * LN2_HIGH;
  const low = n * LN2_LOW;
  const r = high - low;
  let sum = TAYLOR[0]!;
  for (let i = 1; i < TAYLOR.length; i++) sum = sum * r + TAYLOR[i]!;
  const half = n >> 1;
  const added = minusOne ? 1 - powerOfTwo64(-Math.min(n, 54)) : 1;
  const value = added + (high + (sum * (r * r) - low));
  return value * powerOfTwo64(half) * powerOfTwo64(n - half);
}
