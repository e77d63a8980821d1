/**
 * Uniform reals and integers, and orders of 0 to n - 1. The comments state which bits of which words
 * make a number, so that anyone can compute them from the words.
 */
import { drawWords, type Stream } from "./stream.ts";

const TWO_21 = 2097152;
const TWO_32 = 4294967296;
const TWO_MINUS_24 = 5.960464477539063e-8;
const TWO_MINUS_53 = 1.1102230246251565e-16;

/**
 * Fills `out` with numbers uniform on [0, 1); 1 itself never occurs.
 *
 * Into a Float64Array: element i is `(w * 2^21 + floor(v / 2^11)) * 2^-53` with w and v the words 2i
 * and 2i + 1 of the page. Into a Float32Array: element i is `floor(w / 2^8) * 2^-24` with w word i.
 * Both are exact. The two kinds of array get different numbers.
 *
 * @throws {RangeError} If `page` is not a safe integer of at least 0.
 *
 * @example
 * ```ts
 * import { createStream, fillUniform } from "@samebit/random";
 * import { assert } from "@std/assert";
 *
 * const out = new Float32Array(100);
 * fillUniform(createStream(1, "noise"), 0, out);
 * assert(out.every((u) => u >= 0 && u < 1));
 * ```
 */
export function fillUniform(stream: Stream, page: number, out: Float64Array | Float32Array): void {
  if (out instanceof Float32Array) {
    const words = drawWords(stream, page, out.length);
    for (let i = 0; i < out.length; i++) out[i] = (words[i]! >>> 8) * TWO_MINUS_24;
    return;
  }
  const words = drawWords(stream, page, 2 * out.length);
  for (let i = 0; i < out.length; i++) out[i] = uniform53(words, i);
}

/** Returns element i of a page's 53-bit uniform numbers, from its words 2i and 2i + 1. */
function uniform53(words: Uint32Array, i: number): number {
  return (words[2 * i]! * TWO_21 + (words[2 * i + 1]! >>> 11)) * TWO_MINUS_53;
}

/**
 * Fills `out` with integers uniform on 0 to `bound` - 1.
 *
 * Element i is `floor(u * bound)`, the product rounded to float64, where u is element i of
 * {@link fillUniform} into a Float64Array. Each value's probability is 1 / bound to within 2^-52.
 *
 * @throws {RangeError} If `bound` is not an integer from 1 to 2^32, or `page` not a safe integer of at
 * least 0.
 *
 * @example
 * ```ts
 * import { createStream, fillIntegers } from "@samebit/random";
 * import { assert } from "@std/assert";
 *
 * const dice = new Uint32Array(100);
 * fillIntegers(createStream(1, "dice"), 0, 6, dice);
 * assert(dice.every((face) => face < 6));
 * ```
 */
export function fillIntegers(stream: Stream, page: number, bound: number, out: Uint32Array): void {
  if (!Number.isInteger(bound) || bound < 1 || bound > TWO_32) {
    throw new RangeError(
      `Cannot draw integers below ${bound} from stream "${stream.name}": ` +
        `wanted an integer from 1 to 2^32`,
    );
  }
  const words = drawWords(stream, page, 2 * out.length);
  for (let i = 0; i < out.length; i++) out[i] = Math.floor(uniform53(words, i) * bound);
}

/**
 * Returns the numbers 0 to `n` - 1 in random order.
 *
 * Fisher-Yates from the end: starting with 0, 1, ..., n - 1, for i = n - 1 down to 1 the elements i and
 * j = floor(u * (i + 1)) change places, where u is element n - 1 - i of {@link fillUniform} into a
 * Float64Array.
 *
 * @throws {RangeError} If `n` is not an integer from 0 to 2^31, or `page` not a safe integer of at
 * least 0.
 *
 * @example
 * ```ts
 * import { createStream, permutation } from "@samebit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const order = permutation(createStream(1, "minibatches"), 0, 5);
 * assertEquals([...order].sort(), [0, 1, 2, 3, 4]);
 * ```
 */
export function permutation(stream: Stream, page: number, n: number): Uint32Array {
  if (!Number.isInteger(n) || n < 0 || n > TWO_32 / 2) {
    throw new RangeError(
      `Cannot permute ${n} elements with stream "${stream.name}": ` +
        `wanted an integer from 0 to 2^31`,
    );
  }
  const words = drawWords(stream, page, 2 * Math.max(n - 1, 0));
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i >= 1; i--) {
    const j = Math.floor(uniform53(words, n - 1 - i) * (i + 1));
    const moved = order[i]!;
    order[i] = order[j]!;
    order[j] = moved;
  }
  return order;
}
