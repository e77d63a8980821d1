/**
 * exp(x) − 1 without the cancellation near 0, for exponential linear units. In float32 written so
 * that SIMD code can follow it bit for bit: steps 1 to 16 of exp32 (exp32.ts), with these changes:
 *
 *  2. c = c > -18 ? c : -18            c1900000
 * 12. p = (1 - 2^-k) + (h + (p - l))   k = min(n, 25); 2^-k is float((127 - k) << 23)
 *
 * The one idea: exp(x) − 1 = 2^n (exp(r) − 1) + (2^n − 1) = 2^n ((exp(r) − 1) + (1 − 2^-n)). From
 * n = 25 on the last term rounds to 1 whatever n is, and below -18 the result to -1. In float64 it is
 * the same change to the steps of exp.
 */
import { exponential32 } from "./exp32.ts";
import { exponential64 } from "./exp64.ts";

/**
 * Returns exp(x) − 1 in float32, the same bits as every kernel.
 *
 * `x` is rounded to float32 first. Within 0.90 ulp of the exact value for x below 0, and within 1.55
 * above (all inputs tried). -1 below -18, Infinity above 88.72283, NaN for NaN; +0 for 0 and for -0.
 *
 * @example
 * ```ts
 * import { expMinusOne32 } from "@samebit/arithmetic";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(expMinusOne32(1e-10), Math.fround(1e-10));
 * assertEquals(expMinusOne32(-20), -1);
 * ```
 */
export function expMinusOne32(x: number): number {
  return exponential32(x, -18, true);
}

/**
 * Returns exp(x) − 1 in float64, the same bits everywhere.
 *
 * Within 1.6 ulp of the exact value (measured against 200-bit arithmetic). -1 below -40, Infinity
 * above 709.7827, NaN for NaN; +0 for 0 and for -0.
 *
 * Order: that of `exp`, with `(1 - 2^-min(n, 54)) + (high + (sum * (r * r) - low))` where it has 1.
 *
 * @example
 * ```ts
 * import { expMinusOne } from "@samebit/arithmetic";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(expMinusOne(1e-20), 1e-20);
 * ```
 */
export function expMinusOne(x: number): number {
  return exponential64(x, -40, true);
}
