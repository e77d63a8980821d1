import { assert, assertEquals, assertThrows } from "@std/assert";
import { bitsOf32, bitsOf64 } from "@samebit/arithmetic";
import { createStream, drawWords } from "./stream.ts";
import { fillIntegers, fillUniform, permutation } from "./uniform.ts";

const stream = createStream(1, "test");

Deno.test("fillUniform gives these bits, on every machine", () => {
  const wide = new Float64Array(3);
  fillUniform(stream, 0, wide);
  assertEquals([...wide].map((u) => bitsOf64(u).toString(16)), [
    "3fe76012c1c1acd5",
    "3fc68c18d45e1834",
    "3fb1210f910f9900",
  ]);
  const narrow = new Float32Array(3);
  fillUniform(stream, 0, narrow);
  assertEquals([...narrow].map((u) => bitsOf32(u).toString(16)), [
    "3f3b0096",
    "3d566ac0",
    "3e3460c4",
  ]);
});

Deno.test("fillUniform takes the stated bits of the stated words", () => {
  const words = drawWords(stream, 9, 20);
  const wide = new Float64Array(10);
  fillUniform(stream, 9, wide);
  const narrow = new Float32Array(20);
  fillUniform(stream, 9, narrow);
  for (let i = 0; i < 10; i++) {
    const pair = (BigInt(words[2 * i]!) << 32n) | BigInt(words[2 * i + 1]!);
    assertEquals(wide[i]! * 2 ** 53, Number(pair >> 11n));
  }
  for (let i = 0; i < 20; i++) assertEquals(narrow[i]! * 2 ** 24, words[i]! >>> 8);
});

Deno.test("fillUniform fills [0, 1) evenly: Kolmogorov and Smirnov", () => {
  for (const out of [new Float64Array(100_000), new Float32Array(100_000)]) {
    fillUniform(stream, 1, out);
    out.sort();
    assert(out[0]! >= 0 && out.at(-1)! < 1);
    let distance = 0;
    out.forEach((u, i) => {
      distance = Math.max(distance, (i + 1) / out.length - u, u - i / out.length);
    });
    // The 0.1 % critical value is 1.95 / sqrt(n).
    assert(distance < 1.95 / Math.sqrt(out.length), `distance ${distance}`);
  }
});

Deno.test("fillIntegers gives these numbers, on every machine", () => {
  const out = new Uint32Array(12);
  fillIntegers(stream, 0, 10, out);
  assertEquals([...out], [7, 1, 0, 0, 4, 7, 7, 6, 3, 3, 2, 7]);
});

Deno.test("fillIntegers is the floor of the scaled uniform numbers", () => {
  const uniform = new Float64Array(100);
  fillUniform(stream, 4, uniform);
  for (const bound of [1, 2, 10, 4_000_000_000, 2 ** 32]) {
    const out = new Uint32Array(100);
    fillIntegers(stream, 4, bound, out);
    assertEquals([...out], [...uniform].map((u) => Math.floor(u * bound)));
  }
});

Deno.test("fillIntegers draws each of ten about equally often: chi-square", () => {
  const out = new Uint32Array(100_000);
  fillIntegers(stream, 2, 10, out);
  const counts = new Array<number>(10).fill(0);
  for (const value of out) counts[value]!++;
  const statistic = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  // The 0.1 % critical value of chi-square with 9 degrees of freedom.
  assert(statistic < 27.88, `chi-square ${statistic}`);
});

Deno.test("fillIntegers refuses bounds that no Uint32Array could hold", () => {
  for (const bound of [0, -1, 1.5, NaN, 2 ** 32 + 1]) {
    assertThrows(
      () => fillIntegers(stream, 0, bound, new Uint32Array(1)),
      RangeError,
      `integers below ${bound} from stream "test"`,
    );
  }
});

Deno.test("permutation gives this order, on every machine", () => {
  assertEquals([...permutation(stream, 0, 10)], [5, 6, 8, 4, 3, 2, 9, 0, 1, 7]);
});

Deno.test("permutation holds every number once", () => {
  for (const n of [0, 1, 2, 3, 1000]) {
    const sorted = permutation(stream, 1, n).sort();
    assertEquals([...sorted], Array.from({ length: n }, (_, i) => i));
  }
});

Deno.test("permutation follows the stated draws", () => {
  const uniform = new Float64Array(3);
  fillUniform(stream, 8, uniform);
  const order = [0, 1, 2, 3];
  for (const i of [3, 2, 1]) {
    const j = Math.floor(uniform[3 - i]! * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  assertEquals([...permutation(stream, 8, 4)], order);
});

Deno.test("permutation gives the six orders of three about equally often: chi-square", () => {
  const counts = new Map<string, number>();
  for (let page = 0; page < 6000; page++) {
    const order = permutation(stream, page, 3).join();
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assertEquals(counts.size, 6);
  const statistic = [...counts.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
  // The 0.1 % critical value of chi-square with 5 degrees of freedom.
  assert(statistic < 20.52, `chi-square ${statistic}`);
});

Deno.test("permutation refuses lengths that are not integers of at least 0", () => {
  for (const n of [-1, 2.5, NaN]) {
    assertThrows(() => permutation(stream, 0, n), RangeError, `permute ${n} elements`);
  }
});
