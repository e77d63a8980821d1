/**
 * exp in float32, written so that SIMD code can follow it bit for bit: no branches, every operation
 * rounded to float32 to nearest even, no fused multiply-add. Constants are given as bits.
 *
 *  1. c = x < 89 ? x : 89              42b20000   (SSE: min_ps(x, 89); WebAssembly: pmin(89, x))
 *  2. c = c > -104 ? c : -104          c2d00000   (SSE: max_ps(c, -104); WebAssembly: pmax(-104, c))
 *  3. t = c * log2(e)                  3fb8aa3b
 *  4. u = t + 12582912                 4b400000   (1.5 * 2^23: rounds t to an integer, ties to even)
 *  5. n = bits(u) - 4b400000           an int32 from -150 to 128
 *  6. m = u - 12582912                 n as float32, exact
 *  7. h = c - m * 3f317200             ln 2 to 16 bits: product and difference are exact
 *  8. l = m * 35bfbe8e                 the rest of ln 2
 *  9. r = h - l
 * 10. p = 39500d01 (1/7!), and then five times p = p * r + k, the product rounded before the sum,
 *     with k = 3ab60b61 (1/6!), 3c088889 (1/5!), 3d2aaaab (1/4!), 3e2aaaab (1/3!), 3f000000 (1/2!)
 * 11. p = p * (r * r)
 * 12. p = 1 + (h + (p - l))            innermost first
 * 13. a = n >> 1 (arithmetic), b = n - a
 * 14. p = p * float((a + 127) << 23)   times 2^a, exact
 * 15. p = p * float((b + 127) << 23)   times 2^b: overflow to Infinity and gradual underflow
 *                                      to denormals and 0 happen here, rounded once
 * 16. result = x == x ? p : x          NaN stays NaN
 *
 * The polynomial is Taylor's, 1 + r + r^2 (1/2! + r (1/3! + ...)); adding h and l one by one, not
 * their rounded difference r, keeps the rounding of r out of the result. Steps 1 and 2 change no
 * result: exp(89) overflows and exp(-104) rounds to 0. Denormals must not be flushed to zero (no FTZ
 * or DAZ).
 */
import { bitsOf32, powerOfTwo32 } from "./bits.ts";

const LOG2_E = Math.fround(1.4426950216293335);
const ROUNDER = 12582912;
const ROUNDER_BITS = 0x4b400000;
const LN2_HIGH = 0.693145751953125;
const LN2_LOW = Math.fround(1.428606765330187e-6);
const C7 = Math.fround(1 / 5040);
const C6 = Math.fround(1 / 720);
const C5 = Math.fround(1 / 120);
const C4 = Math.fround(1 / 24);
const C3 = Math.fround(1 / 6);
const C2 = 0.5;

/**
 * Returns e to the power `x` in float32, the same bits as every kernel.
 *
 * `x` is rounded to float32 first. Within 0.94 ulp of the exact value: the nearest float32, or the one
 * on the other side of it (all inputs tried). Infinity above 88.72283, 0 below -103.97208, denormals in
 * between; NaN for NaN; exp32(0) is exactly 1.
 *
 * Every operation, for those who write kernels: `docs/contracts/3-elementary-functions.md`, section
 * 3.1.
 *
 * @example
 * ```ts
 * import { exp32 } from "@samebit/arithmetic";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(exp32(1), Math.fround(2.718281828459045));
 * assertEquals(exp32(89), Infinity);
 * ```
 */
export function exp32(x: number): number {
  return exponential32(x, -104, false);
}

/**
 * The steps of exp32; with `minusOne` those of expMinusOne32, which differ in step 12 and in the
 * number of step 2, `lowest`.
 */
export function exponential32(x: number, lowest: number, minusOne: boolean): number {
  const f = Math.fround;
  const x32 = f(x);
  const below = x32 < 89 ? x32 : 89;
  const c = below > lowest ? below : lowest;
  const u = f(f(c * LOG2_E) + ROUNDER);
  const n = bitsOf32(u) - ROUNDER_BITS;
  const m = f(u - ROUNDER);
  const h = f(c - f(m * LN2_HIGH));
  const l = f(m * LN2_LOW);
  const r = f(h - l);
  let p = f(f(C7 * r) + C6);
  p = f(f(p * r) + C5);
  p = f(f(p * r) + C4);
  p = f(f(p * r) + C3);
  p = f(f(p * r) + C2);
  p = f(p * f(r * r));
  const added = minusOne ? f(1 - powerOfTwo32(-Math.min(n, 25))) : 1;
  p = f(added + f(h + f(p - l)));
  const a = n >> 1;
  const b = n - a;
  p = f(p * powerOfTwo32(a));
  p = f(p * powerOfTwo32(b));
  return x32 === x32 ? p : x32;
}
