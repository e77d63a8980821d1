/**
 * Inverted dropout, with its random words generated in place: Philox4x32-10 (Salmon et al. 2011),
 * four counters at a time, one in each lane.
 */
import { call, type FunctionBuilder, type Local } from "../assembler/function_builder.ts";
import { f32x4, type I32, i32, i32x4, i64x2, type V128, v128 } from "../assembler/values.ts";
import type { Toolbox } from "./toolbox.ts";

const MULTIPLIERS = [0xd2511f53, 0xcd9e8d57] as const;
const KEY_STEPS = [0x9e3779b9, 0xbb67ae85] as const;
const ROUNDS = 10;

type V = Local<"v128">;
type Words = readonly [V, V, V, V];

/**
 * Writes dropout. `block` is the number of the first counter; `highest` is threshold − 1, and
 * `keepFactor` is 0 where the threshold is.
 */
export function writeDropout(t: Toolbox): void {
  const parameters = {
    x: "i32",
    mask: "i32",
    y: "i32",
    n: "i32",
    block: "i32",
    key0: "i32",
    key1: "i32",
    pageLow: "i32",
    pageHigh: "i32",
    highest: "i32",
    keepFactor: "f32",
  } as const;
  t.module.export("dropout", parameters, (f, given) => {
    const { x, mask, y, n } = given;
    const highest = f.local("v128", i32x4.splat(given.highest));
    const keep = f.local("v128", f32x4.splat(given.keepFactor));
    const counter = f.local("v128", i32x4.splat(given.block));
    f.set(counter, i32x4.add(counter, t.constants.lanes(0, 1, 2, 3)));
    storeRoundKeys(t, f, given.key0, given.key1);

    const words = f.locals("v128", 4) as unknown as Words;
    const factor = f.local("v128");
    const factorOf = (word: V) => v128.and(keep, i32x4.leU(word, highest));
    const count = f.local("i32");
    f.while(i32.ne(n, 0), () => {
      setRandomWords(t, f, words, counter, given.pageLow, given.pageHigh);
      f.if(i32.geU(n, 16), () => {
        words.forEach((word, u) => {
          f.set(factor, factorOf(word));
          f.storeV128(mask, factor, 16 * u);
          f.storeV128(y, f32x4.mul(v128.load(x, 16 * u), factor), 16 * u);
        });
        f.increase(n, -16);
      }, () => {
        words.forEach((word, u) => {
          f.if(i32.gtU(n, 4 * u), () => {
            f.set(count, i32.sub(n, 4 * u));
            f.set(factor, factorOf(word));
            f.call(t.storeSome, i32.add(mask, 16 * u), factor, count);
            const loaded = call(t.loadSome, i32.add(x, 16 * u), count);
            f.call(t.storeSome, i32.add(y, 16 * u), f32x4.mul(loaded, factor), count);
          });
        });
        f.set(n, i32.const(0));
      });
      f.set(counter, i32x4.add(counter, t.constants.bits(4)));
      for (const array of [x, mask, y]) f.increase(array, 64);
    });
  });
}

/** The address of the key of a round, two vectors. */
function keyAddress(t: Toolbox, round: number): number {
  return t.layout.scratch + 32 * round;
}

function storeRoundKeys(t: Toolbox, f: FunctionBuilder, key0: I32, key1: I32): void {
  for (let round = 0; round < ROUNDS; round++) {
    [key0, key1].forEach((key, i) => {
      const word = i32.add(key, Math.imul(round, KEY_STEPS[i]));
      f.storeV128(keyAddress(t, round), i32x4.splat(word), 16 * i);
    });
  }
}

/** Sets words 0 to 3, 4 to 7, 8 to 11 and 12 to 15 of the four counters' output. */
function setRandomWords(
  t: Toolbox,
  f: FunctionBuilder,
  [w0, w1, w2, w3]: Words,
  counter: V,
  pageLow: I32,
  pageHigh: I32,
): void {
  const [c0, c1, c2, c3] = [
    f.local("v128", counter),
    f.local("v128", v128.zero()),
    f.local("v128", i32x4.splat(pageLow)),
    f.local("v128", i32x4.splat(pageHigh)),
  ];
  const low = f.locals("v128", 2);
  const high = f.locals("v128", 2);
  for (let round = 0; round < ROUNDS; round++) {
    [c0, c2].forEach((word, i) => {
      const multiplier = t.constants.bits(MULTIPLIERS[i]);
      f.set(low[i], i64x2.extmulLowI32x4U(word, multiplier));
      f.set(high[i], i64x2.extmulHighI32x4U(word, multiplier));
    });
    const key = (i: number) => v128.load(keyAddress(t, round) + 16 * i);
    f.set(c0, v128.xor(v128.xor(upperHalves(low[1], high[1]), c1), key(0)));
    f.set(c2, v128.xor(v128.xor(upperHalves(low[0], high[0]), c3), key(1)));
    f.set(c1, lowerHalves(low[1], high[1]));
    f.set(c3, lowerHalves(low[0], high[0]));
  }
  // Each lane holds one counter's words: transpose.
  const [a, b] = [f.local("v128", pairs(c0, c1, 0)), f.local("v128", pairs(c2, c3, 0))];
  f.set(w0, i32x4.shuffle(a, b, [0, 1, 4, 5]));
  f.set(w1, i32x4.shuffle(a, b, [2, 3, 6, 7]));
  f.set(a, pairs(c0, c1, 2));
  f.set(b, pairs(c2, c3, 2));
  f.set(w2, i32x4.shuffle(a, b, [0, 1, 4, 5]));
  f.set(w3, i32x4.shuffle(a, b, [2, 3, 6, 7]));
}

function upperHalves(low: V128, high: V128): V128 {
  return i32x4.shuffle(low, high, [1, 3, 5, 7]);
}

function lowerHalves(low: V128, high: V128): V128 {
  return i32x4.shuffle(low, high, [0, 2, 4, 6]);
}

/** Lanes `from` and `from + 1` of both vectors, interleaved. */
function pairs(a: V128, b: V128, from: 0 | 2): V128 {
  return i32x4.shuffle(a, b, [from, from + 4, from + 1, from + 5]);
}
