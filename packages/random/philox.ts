/**
 * Philox4x32-10 (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011):
 * a keyed bijection on blocks of four 32-bit words. Turning counters into random blocks, it is a
 * generator without state. Not for choosing counters and keys: see stream.ts.
 */

const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
/** Added to the key after each round: the golden ratio and sqrt(3) - 1, as the paper has them. */
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;

/**
 * Writes the Philox4x32-10 block of a counter under a key to `out[0..3]`.
 *
 * Words are taken modulo 2^32. One round maps (c0, c1, c2, c3) to (high(B * c2) ^ c1 ^ k0, low(B * c2),
 * high(A * c0) ^ c3 ^ k1, low(A * c0)) with A = d2511f53, B = cd9e8d57; there are 10, and between two
 * of them 9e3779b9 is added to k0 and bb67ae85 to k1. Equal to Random123's `philox4x32` with 10 rounds.
 *
 * @throws {RangeError} If `counter`, `key` or `out` has fewer than 4, 2 or 4 words.
 *
 * @example
 * ```ts
 * import { philox4x32 } from "@samebit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const out = new Uint32Array(4);
 * philox4x32([0, 0, 0, 0], [0, 0], out);
 * assertEquals([...out], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
 * ```
 */
export function philox4x32(
  counter: ArrayLike<number>,
  key: ArrayLike<number>,
  out: Uint32Array,
): void {
  if (counter.length < 4 || key.length < 2 || out.length < 4) {
    throw new RangeError(
      `Cannot compute a Philox block from ${counter.length} counter words and ${key.length} key ` +
        `words into ${out.length}: wanted 4, 2 and 4`,
    );
  }
  writeBlock(counter[0]!, counter[1]!, counter[2]!, counter[3]!, key[0]!, key[1]!, out, 0);
}

/** Writes the block of counter (c0, c1, c2, c3) under key (k0, k1) to `out[at..at + 3]`. */
export function writeBlock(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  out: Uint32Array,
  at: number,
): void {
  for (let round = 0; round < 10; round++) {
    const high0 = highWord(MULTIPLIER_0, c0);
    const low0 = Math.imul(MULTIPLIER_0, c0);
    const high1 = highWord(MULTIPLIER_1, c2);
    const low1 = Math.imul(MULTIPLIER_1, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + WEYL_0) | 0;
    k1 = (k1 + WEYL_1) | 0;
  }
  out[at] = c0;
  out[at + 1] = c1;
  out[at + 2] = c2;
  out[at + 3] = c3;
}

/**
 * Returns the high word of the 64-bit product of two unsigned words, from products of 16-bit halves.
 * No sum below leaves 32 bits.
 */
function highWord(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = (Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16)) | 0;
  const carry = (Math.imul(aLow, bHigh) + (middle & 0xffff)) | 0;
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (carry >>> 16)) | 0;
}
