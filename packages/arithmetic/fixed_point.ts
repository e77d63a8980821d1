/**
 * Elementary functions in 200-bit fixed-point arithmetic on BigInt: what the tests of this package
 * measure against. Not exported and not for anything else, being thousands of times slower.
 *
 * The one idea: a number is `mantissa * 2^exponent`; series are summed on mantissas that carry 200
 * bits behind the point, whose truncation errors (below 2^-190) no float64 can see.
 */
import { bitsOf64 } from "./bits.ts";

const PLACES = 200;
const ONE = 1n << BigInt(PLACES);

/** The number `mantissa * 2^exponent`. */
export interface Exact {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/** Returns the finite float64 `x` with its mantissa in units of its last place. */
function exactly(x: number): Exact {
  const bits = bitsOf64(x);
  const biased = Number((bits >> 52n) & 2047n);
  const fraction = bits & ((1n << 52n) - 1n);
  const magnitude = biased === 0 ? fraction : fraction | (1n << 52n);
  return { mantissa: x < 0 ? -magnitude : magnitude, exponent: Math.max(biased, 1) - 1075 };
}

/** Returns `mantissa * 2^exponent` with `PLACES` bits behind the point, truncated. */
function toFixed({ mantissa, exponent }: Exact): bigint {
  const shift = exponent + PLACES;
  return shift >= 0 ? mantissa << BigInt(shift) : mantissa >> BigInt(-shift);
}

/** Returns the sum of `term_k / divisor(k)` with `term_k = first * ratio^k`, until terms vanish. */
function sumSeries(first: bigint, ratio: bigint, divisor: (k: number) => bigint): bigint {
  let sum = 0n;
  let term = first;
  for (let k = 0; term > 1n || term < -1n; k++) {
    sum += term / divisor(k);
    term = term * ratio / ONE;
  }
  return sum;
}

const odd = (k: number) => BigInt(2 * k + 1);
const twiceAtanh = (s: bigint) => 2n * sumSeries(s, s * s / ONE, odd);
const atan = (s: bigint) => sumSeries(s, -(s * s / ONE), odd);

const LN2 = twiceAtanh(ONE / 3n);
const PI = 4n * (4n * atan(ONE / 5n) - atan(ONE / 239n));

/** Returns `a / b` rounded to the nearest integer, for positive `b`. */
function nearest(a: bigint, b: bigint): bigint {
  const twice = 2n * a + b;
  const quotient = twice / (2n * b);
  return twice < 0n && quotient * 2n * b !== twice ? quotient - 1n : quotient;
}

/** Returns exp(x) for finite `x`. */
export function exactExp(x: number): Exact {
  const fixed = toFixed(exactly(x));
  const n = nearest(fixed, LN2);
  const r = fixed - n * LN2;
  let sum = 0n;
  let term = ONE;
  for (let k = 1n; term !== 0n; k++) {
    sum += term;
    term = term * r / ONE / k;
  }
  return { mantissa: sum, exponent: Number(n) - PLACES };
}

/** Returns exp(x) − 1 for finite `x`. */
export function exactExpMinusOne(x: number): Exact {
  return { mantissa: toFixed(exactExp(x)) - ONE, exponent: -PLACES };
}

/** Returns 1 / (1 + exp(−x)) for `x` of a few dozen at most. */
export function exactLogistic(x: number): Exact {
  const e = toFixed(exactExp(x));
  return { mantissa: e * ONE / (ONE + e), exponent: -PLACES };
}

/** Returns tanh(x) for `x` of a few dozen at most. */
export function exactTanh(x: number): Exact {
  const e = toFixed(exactExp(2 * x));
  return { mantissa: (e - ONE) * ONE / (e + ONE), exponent: -PLACES };
}

/** Returns erf(x) for `x` of at most 6, where its Taylor series cancels 52 bits. */
export function exactErf(x: number): Exact {
  const fixed = toFixed(exactly(x));
  const square = fixed * fixed / ONE;
  let sum = 0n;
  let power = fixed;
  for (let k = 0n; power !== 0n; k++) {
    sum += (k % 2n === 0n ? power : -power) / (2n * k + 1n);
    power = power * square / ONE / (k + 1n);
  }
  return { mantissa: 2n * sum * ONE / squareRoot(PI * ONE), exponent: -PLACES };
}

/** Returns the square root of a positive integer, truncated, by Newton's method from above. */
function squareRoot(a: bigint): bigint {
  for (let root = a;;) {
    const next = (root + a / root) / 2n;
    if (next >= root) return root;
    root = next;
  }
}

/** Returns log(x) for positive finite `x`. */
export function exactLog(x: number): Exact {
  const { mantissa, exponent } = exactly(x);
  const length = mantissa.toString(2).length;
  // The mantissa as a number from 3/4 to 3/2, so that an x near 1 loses nothing to cancellation.
  const isLarge = mantissa * 4n >= 3n << BigInt(length);
  const shift = isLarge ? length : length - 1;
  const m = mantissa << BigInt(PLACES - shift);
  const logM = twiceAtanh((m - ONE) * ONE / (m + ONE));
  return { mantissa: logM + BigInt(exponent + shift) * LN2, exponent: -PLACES };
}

/** Returns sin(x + quarters * pi/2) for finite `x`: the sine for 0, the cosine for 1. */
export function exactSin(x: number, quarters: 0 | 1): Exact {
  const angle = toFixed(exactly(x)) + BigInt(quarters) * PI / 2n;
  const turns = nearest(angle, PI);
  const r = angle - turns * PI;
  const square = r * r / ONE;
  let sum = 0n;
  let term = r;
  for (let k = 2n; term > 1n || term < -1n; k += 2n) {
    sum += term;
    term = -(term * square / ONE) / (k * (k + 1n));
  }
  return { mantissa: turns % 2n === 0n ? sum : -sum, exponent: -PLACES };
}

/** Returns how far the finite `value` is from `exact`, in units of the last place of `value`. */
export function errorInUlps(value: number, exact: Exact): number {
  const { mantissa, exponent } = exactly(value);
  const shift = exact.exponent - exponent + 40;
  const wanted = shift >= 0 ? exact.mantissa << BigInt(shift) : exact.mantissa >> BigInt(-shift);
  return Math.abs(Number((mantissa << 40n) - wanted)) / 1099511627776;
}
