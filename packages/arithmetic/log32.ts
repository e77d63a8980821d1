/**
 * The natural logarithm in float32, written so that SIMD code can follow it bit for bit: no branches,
 * every operation rounded to float32 to nearest even, no fused multiply-add. Constants are given as
 * bits; integers are int32 and wrap.
 *
 *  1. small = x < 2^-126               00800000; also true of zeros and negative numbers
 *  2. y = small ? x * 2^25 : x         4c000000; exact
 *  3. b = bits(y)
 *  4. k = (b - 3f3504f3) >> 23         arithmetic shift; 3f3504f3 is sqrt(1/2)
 *  5. g = float(b - (k << 23))         from sqrt(1/2) to sqrt(2); y = g * 2^k
 *  6. e = k - (small ? 25 : 0), then converted to float32, exact
 *  7. f = g - 1                        exact
 *  8. s = f / (f + 2)
 *  9. z = s * s
 * 10. q = 3e638e39 (2/9), and then three times q = q * z + k, the product rounded before the sum,
 *     with k = 3e924925 (2/7), 3ecccccd (2/5), 3f2aaaab (2/3); then q = q * z
 * 11. h = (f * 0.5) * f
 * 12. v = s * (h + q)
 * 13. v = v + e * 35bfbe8e             the low part of ln 2
 * 14. v = (h - v) - f
 * 15. v = e * 3f317200 - v             the high part, 16 bits, so that the product is exact
 * 16. v = x == Infinity ? x : v
 * 17. v = x == 0 ? -Infinity : v       also for -0
 * 18. v = x < 0 ? NaN : v
 * 19. result = x == x ? v : x          NaN stays NaN
 *
 * Every product is rounded before it is added to or subtracted from something. The series is
 * log(1 + f) = 2s + 2s^3/3 + ..., with the leading terms arranged so that the rounding of s does not
 * touch f (as in fdlibm's e_logf.c). Denormals must not be flushed to zero (no FTZ or DAZ).
 */
import { bitsOf32, floatOfBits32 } from "./bits.ts";

const SMALLEST_NORMAL = 1.1754943508222875e-38;
const TWO_25 = 33554432;
const SQRT_HALF_BITS = 0x3f3504f3;
const LN2_HIGH = 0.693145751953125;
const LN2_LOW = Math.fround(1.428606765330187e-6);
const C9 = Math.fround(2 / 9);
const C7 = Math.fround(2 / 7);
const C5 = Math.fround(2 / 5);
const C3 = Math.fround(2 / 3);

/**
 * Returns the natural logarithm of `x` in float32, the same bits as every kernel.
 *
 * `x` is rounded to float32 first. Within 0.86 ulp of the exact value: the nearest float32, or the one
 * on the other side of it (all inputs tried). -Infinity for 0 and -0, NaN below 0, Infinity for
 * Infinity, NaN for NaN; log32(1) is exactly 0.
 *
 * Every operation, for those who write kernels: `docs/contracts/3-elementary-functions.md`, section
 * 3.2.
 *
 * @example
 * ```ts
 * import { log32 } from "@samebit/arithmetic";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(log32(10), Math.fround(2.302585092994046));
 * assertEquals(log32(0), -Infinity);
 * ```
 */
export function log32(x: number): number {
  const r = Math.fround;
  const x32 = r(x);
  const small = x32 < SMALLEST_NORMAL;
  const b = bitsOf32(small ? r(x32 * TWO_25) : x32) | 0;
  const k = (b - SQRT_HALF_BITS) >> 23;
  const g = floatOfBits32(b - (k << 23));
  const e = k - (small ? 25 : 0);
  const f = r(g - 1);
  const s = r(f / r(f + 2));
  const z = r(s * s);
  let q = r(r(C9 * z) + C7);
  q = r(r(q * z) + C5);
  q = r(r(q * z) + C3);
  q = r(q * z);
  const h = r(r(f * 0.5) * f);
  let v = r(s * r(h + q));
  v = r(v + r(e * LN2_LOW));
  v = r(r(h - v) - f);
  v = r(r(e * LN2_HIGH) - v);
  v = x32 === Infinity ? x32 : v;
  v = x32 === 0 ? -Infinity : v;
  v = x32 < 0 ? NaN : v;
  return x32 === x32 ? v : x32;
}
