/**
 * The hyperbolic tangent. In float32 written so that SIMD code can follow it bit for bit: no branches,
 * every operation rounded to float32 to nearest even, no fused multiply-add. Constants are given as
 * bits.
 *
 *  1. t = |x|
 *  2. z = t * t
 *  3. p = bbba8671, and then four times p = p * z + k, the product rounded before the sum, with
 *     k = 3ca8fc67, bd5c1ad2, 3e08837b, beaaaa99; then p = p * z
 *  4. near = t + t * p
 *  5. far = 1 - 2 / (exp32(t + t) + 1)
 *  6. y = t < 0.625 ? near : far       3f200000
 *  7. y = x == x ? y : x               NaN stays NaN
 *  8. result = y with the sign of x, also of -0
 *
 * p is the minimax polynomial of (tanh(t) / t − 1) / t² up to 0.625, within 0.08 ulp of the result.
 * What overflows is not chosen, or becomes 2 / Infinity = 0.
 */
import { bitsOf32, floatOfBits32 } from "./bits.ts";
import { exp32 } from "./exp32.ts";
import { expMinusOne } from "./exp_minus_one.ts";

/** The coefficients of step 3, the highest power first. */
const COEFFICIENTS: readonly number[] = [
  -0.0056922961957752705,
  0.02062816731631756,
  -0.05373651534318924,
  0.13331405818462372,
  -0.3333328068256378,
];
const NEAR = 0.625;

/**
 * Returns the hyperbolic tangent of `x` in float32, the same bits as every kernel.
 *
 * `x` is rounded to float32 first. Within 1.31 ulp of the exact value (all inputs tried). ±1 from
 * ±9.010914 on, NaN for NaN; -0 for -0, and every denormal is its own tangent.
 *
 * The file's opening comment lists every operation, for those who write the kernels.
 *
 * @example
 * ```ts
 * import { tanh32 } from "@samebit/arithmetic";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tanh32(0.5), Math.fround(0.46211715726000973));
 * assertEquals(tanh32(-10), -1);
 * ```
 */
export function tanh32(x: number): number {
  const f = Math.fround;
  const x32 = f(x);
  const t = Math.abs(x32);
  const z = f(t * t);
  let p = COEFFICIENTS[0]!;
  for (let i = 1; i < COEFFICIENTS.length; i++) p = f(f(p * z) + COEFFICIENTS[i]!);
  p = f(p * z);
  const near = f(t + f(t * p));
  const far = f(1 - f(2 / f(exp32(f(t + t)) + 1)));
  const y = t < NEAR ? near : far;
  return x32 === x32 ? withSign32(y, x32) : x32;
}

/** `y`, which is not negative, with the sign of `x`. */
export function withSign32(y: number, x: number): number {
  return floatOfBits32((bitsOf32(y) | (bitsOf32(x) & 0x80000000)) >>> 0);
}

/**
 * Returns the hyperbolic tangent of `x` in float64, the same bits everywhere.
 *
 * Within 2 ulp of the exact value (measured against 200-bit arithmetic). NaN for NaN, -0 for -0.
 *
 * Order: `e = expMinusOne(min(2 * |x|, 50))`, `e / (e + 2)`, then the sign of x.
 *
 * @example
 * ```ts
 * import { tanh } from "@samebit/arithmetic";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tanh(-30), -1);
 * ```
 */
export function tanh(x: number): number {
  const e = expMinusOne(Math.min(2 * Math.abs(x), 50));
  const y = e / (e + 2);
  return x < 0 || Object.is(x, -0) ? -y : y;
}
