/**
 * NumPy's legacy `RandomState` stream, so that numbers printed by the course's notebooks can be
 * checked. For parity only: it is a generator with state, nothing is trained on it, and it never
 * changes, as NumPy's has been frozen since version 1.16 (NEP 19).
 *
 * The generator is MT19937 (Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8, 1998) with
 * the seeding of its 2002 edition, `init_genrand`.
 */
import { log } from "@samebit/arithmetic";

const WORDS = 624;
const SHIFT = 397;
const TWO_32 = 4294967296;
const TWO_26 = 67108864;
const TWO_MINUS_53 = 1.1102230246251565e-16;

/** The stream that `numpy.random.seed(seed)` begins; every call moves it on. */
export interface NumpyLegacyRandom {
  /** `numpy.random.random_sample()`: (floor(w / 2^5) * 2^26 + floor(v / 2^6)) * 2^-53, the same bits. */
  uniform(): number;
  /**
   * `numpy.random.randn()`: the polar method, whose second number is kept for the next call.
   * The logarithm is `@samebit/arithmetic`'s, NumPy's is that of the C library: they agree to a
   * relative 1e-15.
   */
  normal(): number;
  /**
   * `numpy.random.randint(bound)`: words, cut to as many bits as bound - 1 has, until one is below
   * `bound`; the same integers.
   *
   * @throws {RangeError} If `bound` is not an integer from 1 to 2^32.
   */
  integer(bound: number): number;
}

/**
 * Returns the stream that `numpy.random.seed(seed)` begins. For parity with published numbers only;
 * whatever is trained draws from `createStream`.
 *
 * @throws {RangeError} If `seed` is not an integer from 0 to 2^32 - 1.
 *
 * @example
 * ```ts
 * import { createNumpyLegacyRandom } from "@samebit/random";
 * import { assertEquals } from "@std/assert";
 *
 * // numpy.random.seed(231); numpy.random.random_sample()
 * assertEquals(createNumpyLegacyRandom(231).uniform(), 0.78149404082882);
 * ```
 */
export function createNumpyLegacyRandom(seed: number): NumpyLegacyRandom {
  const next = createMersenneTwister(seed);
  let kept: number | undefined;

  function uniform(): number {
    const high = next() >>> 5;
    const low = next() >>> 6;
    return (high * TWO_26 + low) * TWO_MINUS_53;
  }

  function normal(): number {
    if (kept !== undefined) {
      const second = kept;
      kept = undefined;
      return second;
    }
    let x: number, y: number, square: number;
    do {
      x = 2 * uniform() - 1;
      y = 2 * uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt(-2 * log(square) / square);
    kept = factor * x;
    return factor * y;
  }

  function integer(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > TWO_32) {
      throw new RangeError(`Cannot draw an integer below ${bound}: wanted a bound from 1 to 2^32`);
    }
    if (bound === 1) return 0;
    const unused = Math.clz32(bound - 1);
    let value: number;
    do value = next() << unused >>> unused; while (value >= bound);
    return value;
  }

  return { uniform, normal, integer };
}

/** Words from 0 to 2^32 - 1. */
function createMersenneTwister(seed: number): () => number {
  if (!Number.isInteger(seed) || seed < 0 || seed >= TWO_32) {
    throw new RangeError(
      `Cannot seed NumPy's legacy stream with ${seed}: wanted an integer from 0 to 2^32 - 1`,
    );
  }
  const words = new Uint32Array(WORDS);
  words[0] = seed;
  for (let i = 1; i < WORDS; i++) {
    const last = words[i - 1]!;
    words[i] = Math.imul(1812433253, last ^ (last >>> 30)) + i;
  }
  let used = WORDS;
  return () => {
    if (used === WORDS) {
      twist(words);
      used = 0;
    }
    return temper(words[used++]!);
  };
}

function twist(words: Uint32Array): void {
  for (let i = 0; i < WORDS; i++) {
    const mixed = (words[i]! & 0x80000000) | (words[(i + 1) % WORDS]! & 0x7fffffff);
    const odd = (mixed & 1) === 1 ? 0x9908b0df : 0;
    words[i] = words[(i + SHIFT) % WORDS]! ^ (mixed >>> 1) ^ odd;
  }
}

function temper(word: number): number {
  let mixed = word ^ (word >>> 11);
  mixed ^= (mixed << 7) & 0x9d2c5680;
  mixed ^= (mixed << 15) & 0xefc60000;
  return (mixed ^ (mixed >>> 18)) >>> 0;
}
