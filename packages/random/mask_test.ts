import { assert, assertEquals, assertThrows } from "@std/assert";
import { fillMask, maskThreshold } from "./mask.ts";
import { createStream, drawWords } from "./stream.ts";

const stream = createStream(1, "test");

Deno.test("maskThreshold is keepRatio of all words, rounded down", () => {
  assertEquals(maskThreshold(1), 2 ** 32);
  assertEquals(maskThreshold(0.75), 0xc0000000);
  assertEquals(maskThreshold(0.1), 429496729);
});

Deno.test("fillMask gives this mask, on every machine", () => {
  const out = new Float32Array(12);
  fillMask(stream, 0, 0.5, out);
  assertEquals([...out], [0, 2, 2, 0, 2, 2, 2, 2, 2, 0, 0, 0]);
});

Deno.test("fillMask compares word i with the threshold", () => {
  const words = drawWords(stream, 6, 1001);
  const out = new Float64Array(1001);
  fillMask(stream, 6, 0.3, out);
  out.forEach((factor, i) => assertEquals(factor, words[i]! < maskThreshold(0.3) ? 1 / 0.3 : 0));
});

Deno.test("fillMask rounds 1 / keepRatio to the precision of the array", () => {
  const out = new Float32Array(100);
  fillMask(stream, 0, 0.7, out);
  assertEquals(new Set(out), new Set([0, Math.fround(1 / 0.7)]));
});

Deno.test("fillMask with a keepRatio of 1 is all ones", () => {
  const out = new Float32Array(1000);
  fillMask(stream, 0, 1, out);
  assert(out.every((factor) => factor === 1));
});

Deno.test("fillMask keeps the given share, and so the mean", () => {
  const n = 100_000;
  for (const keepRatio of [0.1, 0.5, 0.8]) {
    const out = new Float64Array(n);
    fillMask(stream, 1, keepRatio, out);
    const kept = out.filter((factor) => factor !== 0).length;
    const deviation = Math.sqrt(n * keepRatio * (1 - keepRatio));
    assert(Math.abs(kept - n * keepRatio) < 5 * deviation, `kept ${kept} for ${keepRatio}`);
  }
});

Deno.test("fillMask refuses a keepRatio outside (0, 1]", () => {
  for (const keepRatio of [0, -0.5, 1.0001, NaN]) {
    assertThrows(
      () => fillMask(stream, 0, keepRatio, new Float32Array(1)),
      RangeError,
      `keepRatio ${keepRatio}`,
    );
  }
});
