/**
 * Standard normal numbers by inversion: one uniform number, one deviate, no rejection, so that element
 * i depends on its own words alone.
 *
 * The quantile function is algorithm AS 241, PPND16 (Wichura, "The percentage points of the normal
 * distribution", Applied Statistics 37, 1988), on the logarithm of `@samebit/arithmetic`.
 */
import { log } from "@samebit/arithmetic";
import { drawWords, type Stream } from "./stream.ts";

const TWO_20 = 1048576;
const TWO_MINUS_52 = 2.220446049250313e-16;

/**
 * Fills `out` with numbers from the standard normal distribution.
 *
 * Element i is `normalQuantile((k + 0.5) * 2^-52)` in float64, then rounded to the precision of `out`,
 * with `k = w * 2^20 + floor(v / 2^12)`, w and v the words 2i and 2i + 1 of the page. The largest
 * absolute value is 8.2; a Float32Array gets the rounded numbers of a Float64Array.
 *
 * @throws {RangeError} If `page` is not a safe integer of at least 0.
 *
 * @example
 * ```ts
 * import { createStream, fillNormal } from "@samebit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const weights = new Float32Array(3);
 * fillNormal(createStream(1, "layer1.weights"), 0, weights);
 * const precise = new Float64Array(3);
 * fillNormal(createStream(1, "layer1.weights"), 0, precise);
 * assertEquals(weights, new Float32Array(precise));
 * ```
 */
export function fillNormal(stream: Stream, page: number, out: Float64Array | Float32Array): void {
  const words = drawWords(stream, page, 2 * out.length);
  for (let i = 0; i < out.length; i++) {
    const k = words[2 * i]! * TWO_20 + (words[2 * i + 1]! >>> 12);
    out[i] = quantile((k + 0.5) * TWO_MINUS_52);
  }
}

/**
 * Returns the z below which a standard normal number lies with probability `p`.
 *
 * AS 241, PPND16: the ratio of two polynomials of degree 7, in `0.180625 - q * q` with q = p - 0.5 for
 * |q| <= 0.425, else in `sqrt(-log(min(p, 1 - p)))` less 1.6 or, beyond 5, less 5; Horner's order,
 * multiply then add. Relative error below 7e-16 (measured against 50-digit arithmetic). -Infinity
 * for 0, Infinity for 1, NaN for NaN.
 *
 * @throws {RangeError} If `p` is below 0 or above 1.
 *
 * @example
 * ```ts
 * import { normalQuantile } from "@samebit/random";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * assertEquals(normalQuantile(0.5), 0);
 * assertAlmostEquals(normalQuantile(0.975), 1.959963984540054, 1e-15);
 * ```
 */
export function normalQuantile(p: number): number {
  if (p < 0 || p > 1) {
    throw new RangeError(
      `Cannot take the normal quantile of ${p}: wanted a probability from 0 to 1`,
    );
  }
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  return quantile(p);
}

/** Returns the quantile of a `p` strictly between 0 and 1. */
function quantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * central(0.180625 - q * q);
  const r = Math.sqrt(-log(q < 0 ? p : 1 - p));
  const z = r <= 5 ? middle(r - 1.6) : far(r - 5);
  return q < 0 ? -z : z;
}

/** z / q for |q| <= 0.425. */
function central(r: number): number {
  const above = ((((((2509.0809287301226727 * r + 33430.575583588128105) * r +
                        67265.770927008700853) * r + 45921.953931549871457) * r +
                13731.693765509461125) * r + 1971.5909503065514427) * r +
        133.14166789178437745) * r + 3.387132872796366608;
  const below = ((((((5226.495278852854561 * r + 28729.085735721942674) * r +
                        39307.89580009271061) * r + 21213.794301586595867) * r +
                5394.1960214247511077) * r + 687.1870074920579083) * r +
        42.313330701600911252) * r + 1;
  return above / below;
}

/** z for tails down to exp(-25), r = sqrt(-log(tail)) - 1.6. */
function middle(r: number): number {
  const above = ((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r +
                        0.24178072517745061177) * r + 1.27045825245236838258) * r +
                3.64784832476320460504) * r + 5.7694972214606914055) * r +
        4.6303378461565452959) * r + 1.42343711074968357734;
  const below = ((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r +
                        0.0151986665636164571966) * r + 0.14810397642748007459) * r +
                0.68976733498510000455) * r + 1.6763848301838038494) * r +
        2.05319162663775882187) * r + 1;
  return above / below;
}

/** z for tails beyond exp(-25), r = sqrt(-log(tail)) - 5. */
function far(r: number): number {
  const above = ((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r +
                        0.0012426609473880784386) * r + 0.026532189526576123093) * r +
                0.29656057182850489123) * r + 1.7848265399172913358) * r +
        5.4637849111641143699) * r + 6.6579046435011037772;
  const below = ((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r +
                        1.8463183175100546818e-5) * r + 7.868691311456132591e-4) * r +
                0.0148753612908506148525) * r + 0.13692988092273580531) * r +
        0.59983220655588793769) * r + 1;
  return above / below;
}
