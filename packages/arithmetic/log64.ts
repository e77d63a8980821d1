/**
 * The natural logarithm in float64, for normal deviates, log-spaced values and the checking of
 * float32 kernels.
 *
 * The one idea: x = 2^e (1 + f) with 1 + f from sqrt(1/2) to sqrt(2), and with s = f / (2 + f)
 * log(1 + f) = 2s + 2s^3/3 + 2s^5/5 + ... Since 2s = f - sf, and sf = f^2/2 - s f^2/2, the rounding
 * of s need not touch the leading term f, which is exact (the arrangement of fdlibm's e_log.c).
 */
import { highWordOf64, withHighWord64 } from "./bits.ts";
import { LN2_HIGH, LN2_LOW } from "./exp64.ts";

/** The high word of sqrt(1/2). */
const SQRT_HALF_HIGH = 0x3fe6a09e;
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_54 = 18014398509481984;

/** 2/21, 2/19, ..., 2/3: the coefficients of z^10 to z^1 in the series, z = s * s. */
const SERIES: readonly number[] = [
  2 / 21,
  2 / 19,
  2 / 17,
  2 / 15,
  2 / 13,
  2 / 11,
  2 / 9,
  2 / 7,
  2 / 5,
  2 / 3,
];

/**
 * Returns the natural logarithm of `x` in float64, the same bits everywhere.
 *
 * Within 0.85 ulp of the exact value (measured against 200-bit arithmetic). -Infinity for 0 and -0,
 * NaN below 0, Infinity for Infinity; log(1) is exactly 0.
 *
 * Order: `s = f / (2 + f)`, `z = s * s`, `series` by Horner from 2/21 (multiply, then add) and a last
 * multiplication by z, `half = (0.5 * f) * f`, then
 * `e * high - ((half - (s * (half + series) + e * low)) - f)`.
 *
 * @example
 * ```ts
 * import { log } from "@samebit/arithmetic";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(log(10), 2.302585092994046);
 * assertEquals(log(0), -Infinity);
 * ```
 */
export function log(x: number): number {
  if (x !== x || x < 0) return NaN;
  if (x === 0) return -Infinity;
  if (x === Infinity) return x;
  const isDenormal = x < SMALLEST_NORMAL;
  const scaled = isDenormal ? x * TWO_54 : x;
  const high = highWordOf64(scaled);
  const shift = (high - SQRT_HALF_HIGH) >> 20;
  const e = isDenormal ? shift - 54 : shift;
  const f = withHighWord64(scaled, high - (shift << 20)) - 1;
  const s = f / (2 + f);
  const z = s * s;
  let series = 0;
  for (let i = 0; i < SERIES.length; i++) series = series * z + SERIES[i]!;
  series = series * z;
  const half = (0.5 * f) * f;
  return e * LN2_HIGH - ((half - (s * (half + series) + e * LN2_LOW)) - f);
}
