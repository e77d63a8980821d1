/**
 * The error function 2/√π ∫₀ˣ exp(−s²) ds. In float32 written so that SIMD code can follow it bit for
 * bit: no branches, every operation rounded to float32 to nearest even, no fused multiply-add.
 * Constants are given as bits.
 *
 *  1. t = |x|
 *  2. z = t * t
 *  3. p = ba215161, and then five times p = p * z + k, the product rounded before the sum, with
 *     k = 3ba48899, bcdb6780, 3de70f0c, bec0937a, 3e0375d3
 *  4. near = t + t * p
 *  5. c = t < 4 ? t : 4                40800000
 *  6. q = 3961af3b, and then five times q = q * c + k, with
 *     k = bb535d19, 3cbbc7e1, bdd7adea, bf22bbf3, be039c30
 *  7. far = 1 - exp32(q * c - c)       q * c rounded first
 *  8. y = t < 0.875 ? near : far       3f600000
 *  9. y = x == x ? y : x               NaN stays NaN
 * 10. result = y with the sign of x, also of -0
 *
 * p is the minimax polynomial of erf(t) / t − 1 up to 0.875, q that of log(1 − erf(t)) / t + 1 from
 * there to 4, where 1 − erf(t) is lost beside 1. They err by 0.24 and 0.06 ulp of the result.
 */
import { exp32 } from "./exp32.ts";
import { exp } from "./exp64.ts";
import { withSign32 } from "./tanh.ts";

/** The coefficients of step 3, the highest power first. */
const NEAR_COEFFICIENTS: readonly number[] = [
  -0.0006153788999654353,
  0.005021166522055864,
  -0.026782751083374023,
  0.11282166838645935,
  -0.37612515687942505,
  0.12837915122509003,
];
/** Those of step 6. */
const FAR_COEFFICIENTS: readonly number[] = [
  0.00021522950555663556,
  -0.0032251535449177027,
  0.022922458127141,
  -0.10531218349933624,
  -0.6356803774833679,
  -0.1285254955291748,
];
const NEAR = 0.875;

/**
 * Returns the error function of `x` in float32, the same bits as every kernel.
 *
 * `x` is rounded to float32 first. Within 1.17 ulp of the exact value (all inputs tried). ±1 from
 * ±3.92 on, NaN for NaN; -0 for -0.
 *
 * The file's opening comment lists every operation, for those who write the kernels.
 *
 * @example
 * ```ts
 * import { erf32 } from "@samebit/arithmetic";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(erf32(0.5), Math.fround(0.5204998778130465));
 * assertEquals(erf32(-4), -1);
 * ```
 */
export function erf32(x: number): number {
  const f = Math.fround;
  const x32 = f(x);
  const t = Math.abs(x32);
  const p = polynomial32(NEAR_COEFFICIENTS, f(t * t));
  const near = f(t + f(t * p));
  const c = t < 4 ? t : 4;
  const q = polynomial32(FAR_COEFFICIENTS, c);
  const far = f(1 - exp32(f(f(q * c) - c)));
  const y = t < NEAR ? near : far;
  return x32 === x32 ? withSign32(y, x32) : x32;
}

/** By Horner's rule, the coefficient of the highest power first. */
function polynomial32(coefficients: readonly number[], x: number): number {
  const f = Math.fround;
  let sum = coefficients[0]!;
  for (let i = 1; i < coefficients.length; i++) sum = f(f(sum * x) + coefficients[i]!);
  return sum;
}

const TWO_OVER_ROOT_PI = 1.1283791670955126;
const ROOT_PI = 1.772453850905516;
const SERIES_UP_TO = 2.5;
const TERMS = 60;

/**
 * Returns the error function of `x` in float64, the same bits everywhere.
 *
 * Within 5 ulp of the exact value (measured against 200-bit arithmetic). ±1 from ±6 on, NaN for NaN,
 * -0 for -0.
 *
 * Order, with t = |x|, z = t·t: below 2.5 the series of DLMF 7.6.2, whose terms are all positive:
 * s = 1, for k = 60, ..., 1: s = 1 + ((2·z) / (2·k + 1))·s; the result is ((c·t)·exp(−z))·s with
 * c = 2/√π. From 2.5 on the continued fraction of DLMF 7.9.1: d = t, for k = 60, ..., 1:
 * d = t + (k / 2) / d; the result is 1 − exp(−z) / (√π·d). Then the sign of x.
 *
 * @example
 * ```ts
 * import { erf } from "@samebit/arithmetic";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(erf(1), 0.8427007929497149, 1e-15);
 * ```
 */
export function erf(x: number): number {
  if (x !== x) return x;
  const t = Math.abs(x);
  const y = t < SERIES_UP_TO ? erfBySeries(t) : t < 6 ? 1 - erfcByFraction(t) : 1;
  return x < 0 || Object.is(x, -0) ? -y : y;
}

function erfBySeries(t: number): number {
  const z = t * t;
  let s = 1;
  for (let k = TERMS; k > 0; k--) s = 1 + ((2 * z) / (2 * k + 1)) * s;
  return TWO_OVER_ROOT_PI * t * exp(-z) * s;
}

function erfcByFraction(t: number): number {
  let d = t;
  for (let k = TERMS; k > 0; k--) d = t + (k / 2) / d;
  return exp(-(t * t)) / (ROOT_PI * d);
}
