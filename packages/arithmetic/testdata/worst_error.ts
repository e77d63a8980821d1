/** How tests of float32 functions measure their errors. Not part of the package. */
import { bitsOf32, floatOfBits32 } from "../bits.ts";

/** The size of an error, in ulps of the exact value, and where it is greatest. */
export interface WorstError {
  /** The greatest error. */
  readonly ulps: number;
  /** Where. */
  readonly at: number;
}

/**
 * The stride over bit patterns: an odd number, so that all exponents and many fractions are met.
 */
const STRIDE = 1999;

/**
 * The greatest error of a float32 function against a float64 one over a sample of all float32 from
 * `low` to `high`, or with a `stride` of 1 over all of them.
 */
export function worstError32(
  approximate: (x: number) => number,
  exact: (x: number) => number,
  low: number,
  high: number,
  stride: number = STRIDE,
): WorstError {
  let worst: WorstError = { ulps: 0, at: 0 };
  for (let pattern = 0; pattern < 2 ** 32; pattern += stride) {
    const x = floatOfBits32(pattern);
    if (!(x >= low && x <= high)) continue;
    const wanted = exact(x);
    const exponent = (bitsOf32(wanted) >>> 23) & 255;
    const ulps = Math.abs(approximate(x) - wanted) / 2 ** (Math.max(exponent, 1) - 150);
    if (ulps > worst.ulps) worst = { ulps, at: x };
  }
  return worst;
}
