import { assertEquals, assertThrows } from "@std/assert";
import { philox4x32 } from "./philox.ts";

/** Random123's kat_vectors: counter, key, block, for philox4x32 with 10 rounds. */
const KNOWN_ANSWERS: [number[], number[], number[]][] = [
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
];

Deno.test("philox4x32 gives Random123's known answers", () => {
  const out = new Uint32Array(4);
  for (const [counter, key, block] of KNOWN_ANSWERS) {
    philox4x32(counter, key, out);
    assertEquals([...out], block);
  }
});

Deno.test("philox4x32 takes typed arrays and leaves words after the fourth alone", () => {
  const out = new Uint32Array(5).fill(7);
  philox4x32(new Uint32Array(4), new Uint32Array(2), out);
  assertEquals(out[3], 0x9b00dbd8);
  assertEquals(out[4], 7);
});

Deno.test("philox4x32 multiplies like 64-bit integers", () => {
  const out = new Uint32Array(4);
  for (let i = 0; i < 300; i++) {
    const counter = [i * 0x9e3779b9, i * 0x85ebca6b, 2 ** 32 - 1 - i, i << 16].map((c) => c >>> 0);
    const key = [(i * 0xc2b2ae35) >>> 0, i];
    philox4x32(counter, key, out);
    assertEquals([...out], philoxOfBigInts(counter, key));
  }
});

/** The paper's rounds, on 64-bit products. */
function philoxOfBigInts(counter: number[], key: number[]): number[] {
  const word = 0xffffffffn;
  let [c0, c1, c2, c3] = counter.map(BigInt) as [bigint, bigint, bigint, bigint];
  let [k0, k1] = key.map(BigInt) as [bigint, bigint];
  for (let round = 0; round < 10; round++) {
    const a = 0xd2511f53n * c0;
    const b = 0xcd9e8d57n * c2;
    [c0, c1, c2, c3] = [(b >> 32n) ^ c1 ^ k0, b & word, (a >> 32n) ^ c3 ^ k1, a & word];
    k0 = (k0 + 0x9e3779b9n) & word;
    k1 = (k1 + 0xbb67ae85n) & word;
  }
  return [c0, c1, c2, c3].map(Number);
}

Deno.test("philox4x32 refuses too few words", () => {
  const out = new Uint32Array(4);
  assertThrows(() => philox4x32([1, 2, 3], [1, 2], out), RangeError, "from 3 counter words");
  assertThrows(() => philox4x32([1, 2, 3, 4], [1], out), RangeError, "and 1 key words");
  assertThrows(() => philox4x32([1, 2, 3, 4], [1, 2], new Uint32Array(3)), RangeError, "into 3");
});
