/**
 * The quantile of Student's t, for any number of degrees of freedom that a comparison can have,
 * whole or not. Made of `+ - * /`, sqrt, and the project's own exp, log and normal quantile, so
 * that an interval has the same bits on every machine. Every step:
 * `docs/contracts/17-statistics.md`.
 *
 * The one idea: above 0 the density falls, so Newton's method, started below the quantile, climbs
 * to it and ends when it stops climbing. The normal quantile is below that of t.
 */
import { exp, log } from "@samebit/arithmetic";
import { normalQuantile } from "@samebit/random";

/** Tails below this are refused. */
const SMALLEST_TAIL = 1e-9;
/** From here on the asymptotic expansion is better than Newton's method. */
const MANY = 3000;
/** Below this square of t the centre is summed, from it on the tail. */
const NEAR = 3;
const TERMS = 200;
const PI = 3.141592653589793;
const ROOT_PI = 1.772453850905516;

/**
 * Returns the t below which a number distributed as Student's t with `freedom` degrees of freedom lies
 * with probability `p`.
 *
 * The relative error is below 1e-13 (measured against 50-digit arithmetic).
 *
 * @throws {RangeError} If `p` is not from 1e-9 to 1 − 1e-9, or `freedom` is not at least 1.
 *
 * @example
 * ```ts
 * import { studentQuantile } from "@samebit/statistics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(studentQuantile(0.975, 2), 4.302652729749464, 1e-14);
 * ```
 */
export function studentQuantile(p: number, freedom: number): number {
  if (!(p >= SMALLEST_TAIL && p <= 1 - SMALLEST_TAIL)) {
    throw new RangeError(
      `Cannot take the quantile of t at ${p}: wanted a probability from ` +
        `${SMALLEST_TAIL} to 1 - ${SMALLEST_TAIL}`,
    );
  }
  if (!(freedom >= 1)) {
    throw new RangeError(
      `Cannot take the quantile of t with ${freedom} degrees of freedom: wanted at least 1`,
    );
  }
  const z = Math.abs(normalQuantile(p));
  const t = freedom >= MANY ? expandAtInfinity(z, freedom) : climb(z, p, freedom);
  return p < 0.5 ? -t : t;
}

/** Abramowitz and Stegun, 26.7.5: the error is of the order of z¹¹ / freedom⁵. */
function expandAtInfinity(z: number, freedom: number): number {
  const s = z * z;
  const first = (s + 1) * z / 4;
  const second = ((5 * s + 16) * s + 3) * z / 96;
  const third = (((3 * s + 19) * s + 17) * s - 15) * z / 384;
  const fourth = ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945) * z / 92160;
  return z + (first + (second + (third + fourth / freedom) / freedom) / freedom) / freedom;
}

/** Newton's method from `start`, for the t ≥ 0 that has the smaller of p and 1 − p above it. */
function climb(start: number, p: number, freedom: number): number {
  const tail = p < 0.5 ? p : 1 - p;
  const centre = Math.abs(p - 0.5);
  const ratio = gammaRatio(freedom / 2);
  for (let t = start;;) {
    const square = t * t;
    const decay = ratio * exp(-(freedom / 2) * logOnePlus(square / freedom));
    const y = square / (freedom + square);
    const common = decay / ROOT_PI * Math.sqrt(y);
    const short = square < NEAR
      ? centre - common * centreSeries(y, freedom)
      : common / freedom * tailFraction(freedom / (freedom + square), freedom / 2) - tail;
    const density = decay / Math.sqrt(PI * (freedom + square));
    const next = t + short / density;
    if (!(next > t)) return t;
    t = next;
  }
}

/** Γ(x + 1/2) / Γ(x) for x ≥ 1/2: by recurrence to 20 or more, there by the asymptotic series. */
function gammaRatio(x: number): number {
  let [product, y] = [1, x];
  for (; y < 20; y++) product = product * (y / (y + 0.5));
  const s = 1 / (y * y);
  const series = ((17 / 14336 * s - 1 / 640) * s + 1 / 192) * s - 1 / 8;
  return product * Math.sqrt(y) * exp(series / y);
}

/** log(1 + u) for u ≥ 0, also where 1 + u loses digits of u. */
function logOnePlus(u: number): number {
  const sum = 1 + u;
  return sum === 1 ? u : log(sum) * (u / (sum - 1));
}

/** DLMF 8.17.8 for I_y(1/2, freedom / 2), whose terms are all positive. */
function centreSeries(y: number, freedom: number): number {
  let sum = 1;
  for (let k = TERMS; k > 0; k--) {
    sum = 1 + (freedom + (2 * k - 1)) / (2 * k + 1) * y * sum;
  }
  return sum;
}

/** DLMF 8.17.22, the continued fraction of I_x(a, 1/2), from its end. */
function tailFraction(x: number, a: number): number {
  let rest = 1;
  for (let m = TERMS; m > 0; m--) {
    const odd = (a + m) * (a + m + 0.5) / ((a + 2 * m) * (a + 2 * m + 1)) * x;
    const even = m * (m - 0.5) / ((a + 2 * m - 1) * (a + 2 * m)) * x;
    rest = 1 - even / (1 - odd / rest);
  }
  return 1 / (1 - (a + 0.5) / (a + 1) * x / rest);
}
