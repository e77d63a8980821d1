/**
 * The bits of floats, and distances counted in them. Not for printing numbers.
 *
 * The one idea: ordered by their bits, floats of one sign are consecutive integers; mirroring the
 * negative half makes one line of all of them on which neighbours are 1 apart.
 */

/** Always written and read within one call: it carries nothing from one call to the next. */
const view = new DataView(new ArrayBuffer(8));

const NAN_32 = 0x7fc00000;
const NAN_64 = 0x7ff8000000000000n;

/**
 * Returns the 32 bits of `x`, rounded to float32, as an integer from 0 to 2^32 - 1.
 *
 * Every NaN gives 7fc00000, because the bits of NaN differ between processors.
 *
 * @example
 * ```ts
 * import { bitsOf32 } from "@samebit/arithmetic";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(bitsOf32(1).toString(16), "3f800000");
 * assertEquals(bitsOf32(-0).toString(16), "80000000");
 * ```
 */
export function bitsOf32(x: number): number {
  if (x !== x) return NAN_32;
  view.setFloat32(0, x);
  return view.getUint32(0);
}

/** Returns the float32 whose bits are the low 32 bits of `bits`. The inverse of {@link bitsOf32}. */
export function floatOfBits32(bits: number): number {
  view.setUint32(0, bits);
  return view.getFloat32(0);
}

/**
 * Returns the 64 bits of `x` as an integer from 0 to 2^64 - 1.
 *
 * Every NaN gives 7ff8000000000000.
 *
 * @example
 * ```ts
 * import { bitsOf64 } from "@samebit/arithmetic";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(bitsOf64(1).toString(16), "3ff0000000000000");
 * ```
 */
export function bitsOf64(x: number): bigint {
  if (x !== x) return NAN_64;
  view.setFloat64(0, x);
  return view.getBigUint64(0);
}

/** Returns the high 32 bits of the float64 `x`: sign, exponent, 20 bits of mantissa. */
export function highWordOf64(x: number): number {
  view.setFloat64(0, x);
  return view.getInt32(0);
}

/** Returns `x` with its high 32 bits replaced by `high`. */
export function withHighWord64(x: number, high: number): number {
  view.setFloat64(0, x);
  view.setInt32(0, high);
  return view.getFloat64(0);
}

/** Returns 2^n exactly, in float64, for integers `n` from -1022 to 1023. */
export function powerOfTwo64(n: number): number {
  view.setInt32(0, (n + 1023) << 20);
  view.setInt32(4, 0);
  return view.getFloat64(0);
}

/** Returns 2^n exactly, in float32, for integers `n` from -126 to 127. */
export function powerOfTwo32(n: number): number {
  return floatOfBits32((n + 127) << 23);
}

/**
 * Returns how many float32 numbers lie from `a` to `b`: 0 for the same number, 1 for neighbours.
 *
 * Both are rounded to float32 first. 0 and -0 are the same number; infinity is the neighbour of the
 * largest finite number; NaN is at distance 0 from NaN and Infinity from every number.
 *
 * @example
 * ```ts
 * import { ulps32 } from "@samebit/arithmetic";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(ulps32(1, 1 + 2 ** -23), 1);
 * assertEquals(ulps32(-(2 ** -149), 2 ** -149), 2);
 * ```
 */
export function ulps32(a: number, b: number): number {
  if (a !== a || b !== b) return a !== a && b !== b ? 0 : Infinity;
  return Math.abs(place32(a) - place32(b));
}

/** Returns the place of `x` on the line of float32 numbers, where 0 and -0 have place 0. */
function place32(x: number): number {
  const bits = bitsOf32(x);
  return bits < 0x80000000 ? bits : 0x80000000 - bits;
}

/**
 * Returns how many float64 numbers lie from `a` to `b`: 0 for the same number, 1 for neighbours.
 *
 * Exact up to 2^53 and rounded beyond. Zeros, infinities and NaN count as in {@link ulps32}.
 *
 * @example
 * ```ts
 * import { ulps64 } from "@samebit/arithmetic";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(ulps64(0.3, 0.1 + 0.2), 1);
 * ```
 */
export function ulps64(a: number, b: number): number {
  if (a !== a || b !== b) return a !== a && b !== b ? 0 : Infinity;
  const distance = place64(a) - place64(b);
  return Number(distance < 0n ? -distance : distance);
}

/** Returns the place of `x` on the line of float64 numbers, where 0 and -0 have place 0. */
function place64(x: number): bigint {
  const bits = bitsOf64(x);
  return bits < 1n << 63n ? bits : (1n << 63n) - bits;
}

/**
 * Overwrites every NaN in `array` by the one with bits 7fc00000; all else keeps its bits.
 *
 * For arrays about to be written or hashed.
 *
 * @example
 * ```ts
 * import { canonicalizeNaN32 } from "@samebit/arithmetic";
 * import { assertEquals } from "@std/assert";
 *
 * const words = new Uint32Array([0xffc00001, 0x80000000]);
 * canonicalizeNaN32(new Float32Array(words.buffer));
 * assertEquals([...words], [0x7fc00000, 0x80000000]);
 * ```
 */
export function canonicalizeNaN32(array: Float32Array): void {
  const words = new Uint32Array(array.buffer, array.byteOffset, array.length);
  for (let i = 0; i < words.length; i++) {
    if ((words[i]! & 0x7fffffff) > 0x7f800000) words[i] = NAN_32;
  }
}
