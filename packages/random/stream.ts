/**
 * Named streams of random words. A seed and a name make a Philox key; within a stream a page (a
 * training step, an epoch, or 0 where there is only one) and an index pick a word.
 *
 * The one idea: nothing is consumed. Every word has an address, and requesting it again, later or
 * in another process, gives the same word. `docs/contracts/4-random-numbers.md` lists all names in
 * use.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { writeBlock } from "./philox.ts";

const TWO_32 = 4294967296;

/** A stream of random words: plain data, free to be copied, stored and sent to workers. */
export interface Stream {
  /** The root seed of the run. */
  readonly seed: number;
  /** What the stream is for, such as `"layer1.weights"`. */
  readonly name: string;
  /** The Philox key made of both: two unsigned 32-bit words. */
  readonly key: readonly [number, number];
}

/**
 * Returns the stream called `name` under the root seed `seed`.
 *
 * The key is the first 8 bytes of the SHA-256 of the UTF-8 text
 * `"samebit stream 1\0" + seed in decimal + "\0" + name`, read as two little-endian 32-bit words.
 * Different names give unrelated streams, so that adding one moves no other.
 *
 * @throws {RangeError} If `seed` is not a safe integer of at least 0.
 * @throws {TypeError} If `name` holds half a surrogate pair, which has no UTF-8.
 *
 * @example
 * ```ts
 * import { createStream, fillWords } from "@samebit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const stream = createStream(1, "layer1.weights");
 * const words = new Uint32Array(6);
 * fillWords(stream, 0, words);
 * const fewer = new Uint32Array(3);
 * fillWords(createStream(1, "layer1.weights"), 0, fewer);
 * assertEquals(fewer, words.slice(0, 3));
 * ```
 */
export function createStream(seed: number, name: string): Stream {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(
      `Cannot create stream "${name}" from seed ${seed}: ` +
        `wanted an integer from 0 to ${Number.MAX_SAFE_INTEGER}`,
    );
  }
  if (!name.isWellFormed()) {
    throw new TypeError(`Cannot create stream "${name}": the name holds half a surrogate pair`);
  }
  // Adding 0 makes the seed -0, which prints as 0 as well, one with 0.
  const root = seed + 0;
  const hash = sha256(new TextEncoder().encode(`samebit stream 1\0${root}\0${name}`));
  const view = new DataView(hash.buffer, hash.byteOffset);
  return { seed: root, name, key: [view.getUint32(0, true), view.getUint32(4, true)] };
}

/**
 * Fills `out` with the first words of page `page` of `stream`, each uniform on 0 to 2^32 - 1.
 *
 * Word i is word i mod 4 of the Philox4x32-10 block with counter (index low, index high, page low,
 * page high), where index = floor(i / 4); low is modulo 2^32, high the quotient by 2^32.
 *
 * @throws {RangeError} If `page` is not a safe integer of at least 0.
 *
 * @example
 * ```ts
 * import { createStream, fillWords } from "@samebit/random";
 * import { assertNotEquals } from "@std/assert";
 *
 * const stream = createStream(1, "dropout");
 * const [step7, step8] = [new Uint32Array(4), new Uint32Array(4)];
 * fillWords(stream, 7, step7);
 * fillWords(stream, 8, step8);
 * assertNotEquals(step7, step8);
 * ```
 */
export function fillWords(stream: Stream, page: number, out: Uint32Array): void {
  if (!Number.isSafeInteger(page) || page < 0) {
    throw new RangeError(
      `Cannot draw from page ${page} of stream "${stream.name}": ` +
        `wanted an integer from 0 to ${Number.MAX_SAFE_INTEGER}`,
    );
  }
  const [k0, k1] = stream.key;
  const pageLow = page % TWO_32;
  const pageHigh = Math.floor(page / TWO_32);
  const whole = out.length - out.length % 4;
  for (let i = 0; i < whole; i += 4) {
    const index = i / 4;
    writeBlock(index % TWO_32, Math.floor(index / TWO_32), pageLow, pageHigh, k0, k1, out, i);
  }
  if (whole === out.length) return;
  const last = new Uint32Array(4);
  const index = whole / 4;
  writeBlock(index % TWO_32, Math.floor(index / TWO_32), pageLow, pageHigh, k0, k1, last, 0);
  out.set(last.subarray(0, out.length - whole), whole);
}

/** Returns the first `count` words of page `page` of `stream`. */
export function drawWords(stream: Stream, page: number, count: number): Uint32Array {
  const words = new Uint32Array(count);
  fillWords(stream, page, words);
  return words;
}
