/**
 * Dropout masks: random zeros, and elsewhere the factor that keeps the mean. The decision for each
 * element compares one word with one threshold, which kernels can do themselves.
 */
import { drawWords, type Stream } from "./stream.ts";

const TWO_32 = 4294967296;

/**
 * Returns how many of all 2^32 words keep an element: floor(keepRatio * 2^32).
 *
 * An element is kept where its word is below the threshold. For a keepRatio of 1 the threshold is 2^32,
 * which every word is below and which does not fit a 32-bit register.
 *
 * @throws {RangeError} If `keepRatio` is not above 0 and at most 1.
 *
 * @example
 * ```ts
 * import { maskThreshold } from "@samebit/random";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(maskThreshold(0.5), 2 ** 31);
 * assertEquals(maskThreshold(1), 2 ** 32);
 * ```
 */
export function maskThreshold(keepRatio: number): number {
  if (!(keepRatio > 0 && keepRatio <= 1)) {
    throw new RangeError(
      `Cannot mask with keepRatio ${keepRatio}: wanted a number above 0 and at most 1`,
    );
  }
  return Math.floor(keepRatio * TWO_32);
}

/**
 * Fills `out` with 1 / keepRatio, with probability keepRatio, and 0 elsewhere.
 *
 * Element i is `1 / keepRatio`, rounded to the precision of `out`, where word i of the page is below
 * {@link maskThreshold}, and 0 elsewhere; so that multiplying by the mask keeps the mean.
 *
 * @throws {RangeError} If `keepRatio` is not above 0 and at most 1, or `page` not a safe integer of at
 * least 0.
 *
 * @example
 * ```ts
 * import { createStream, fillMask } from "@samebit/random";
 * import { assert } from "@std/assert";
 *
 * const mask = new Float32Array(100);
 * fillMask(createStream(1, "dropout"), 0, 0.5, mask);
 * assert(mask.every((factor) => factor === 0 || factor === 2));
 * ```
 */
export function fillMask(
  stream: Stream,
  page: number,
  keepRatio: number,
  out: Float64Array | Float32Array,
): void {
  const threshold = maskThreshold(keepRatio);
  const factor = 1 / keepRatio;
  const words = drawWords(stream, page, out.length);
  for (let i = 0; i < out.length; i++) out[i] = words[i]! < threshold ? factor : 0;
}
