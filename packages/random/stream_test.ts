import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { philox4x32 } from "./philox.ts";
import { createStream, drawWords, fillWords } from "./stream.ts";

const hex = (words: Iterable<number>) => [...words].map((word) => word.toString(16));

Deno.test("createStream makes these keys, on every machine", () => {
  // printf 'samebit stream 1\0001\0weights' | sha256sum begins 714e9c6c 70d4f54c.
  assertEquals(hex(createStream(1, "weights").key), ["6c9c4e71", "4cf5d470"]);
  assertEquals(hex(createStream(0, "").key), ["3a66cc92", "41e9a487"]);
  assertEquals(hex(createStream(Number.MAX_SAFE_INTEGER, "größe").key), ["61b67a48", "a023b19e"]);
});

Deno.test("createStream gives plain data that survives JSON", () => {
  const stream = createStream(3, "dropout.2");
  assertEquals(JSON.parse(JSON.stringify(stream)), stream);
});

Deno.test("createStream gives each seed and name a key of its own", () => {
  const keys = new Set<string>();
  for (let seed = 0; seed < 40; seed++) {
    for (const name of ["a", "b", "layer1.weights", "layer2.weights", "0", ""]) {
      keys.add(createStream(seed, name).key.join());
    }
  }
  assertEquals(keys.size, 240);
});

Deno.test("createStream keeps seed and name apart where they are joined", () => {
  assertNotEquals(createStream(1, "2a").key, createStream(12, "a").key);
});

Deno.test("createStream takes seed 0 like any other and -0 as 0", () => {
  assertNotEquals(createStream(0, "a").key, createStream(1, "a").key);
  assertEquals(createStream(-0, "a"), createStream(0, "a"));
});

Deno.test("createStream refuses seeds that are not safe integers of at least 0", () => {
  for (const seed of [-1, 0.5, NaN, Infinity, 2 ** 53]) {
    assertThrows(() => createStream(seed, "x"), RangeError, `stream "x" from seed ${seed}`);
  }
});

Deno.test("createStream refuses a name without UTF-8", () => {
  assertThrows(() => createStream(1, "\ud800"), TypeError, "half a surrogate pair");
});

Deno.test("fillWords gives the blocks at the stated counters", () => {
  const stream = createStream(1, "weights");
  const page = 5 * 2 ** 32 + 3;
  const words = drawWords(stream, page, 4096);
  const block = new Uint32Array(4);
  for (let index = 0; index < 1024; index++) {
    philox4x32([index, 0, 3, 5], stream.key, block);
    assertEquals(words.subarray(4 * index, 4 * index + 4), block);
  }
});

Deno.test("fillWords gives the same words however many are asked for", () => {
  const stream = createStream(1, "weights");
  const all = drawWords(stream, 2, 32);
  for (let length = 0; length < 32; length++) {
    assertEquals(drawWords(stream, 2, length), all.subarray(0, length));
  }
});

Deno.test("fillWords keeps within a part of an array", () => {
  const words = new Uint32Array(8).fill(7);
  fillWords(createStream(1, "weights"), 0, words.subarray(1, 7));
  assertEquals([words[0], words[7]], [7, 7]);
  assertEquals(words.slice(1, 7), drawWords(createStream(1, "weights"), 0, 6));
});

Deno.test("fillWords gives unrelated words to other pages, seeds and names", () => {
  const seen = new Set<number>();
  const pages = [0, 1, 2, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER];
  for (const seed of [0, 1, 2]) {
    for (const name of ["a", "b"]) {
      for (const page of pages) {
        for (const word of drawWords(createStream(seed, name), page, 8)) seen.add(word);
      }
    }
  }
  assertEquals(seen.size, 3 * 2 * pages.length * 8);
});

Deno.test("fillWords sets every bit in half of the words", () => {
  const words = drawWords(createStream(1, "bits"), 0, 1 << 16);
  for (let bit = 0; bit < 32; bit++) {
    let ones = 0;
    for (const word of words) ones += (word >>> bit) & 1;
    // Five standard deviations of a binomial of 2^16 halves: 5 * 128.
    assert(Math.abs(ones - (1 << 15)) < 640, `bit ${bit}: ${ones}`);
  }
});

Deno.test("fillWords refuses pages that are not safe integers of at least 0", () => {
  for (const page of [-1, 1.5, NaN, 2 ** 53]) {
    assertThrows(
      () => fillWords(createStream(1, "x"), page, new Uint32Array(1)),
      RangeError,
      `from page ${page} of stream "x"`,
    );
  }
});
