/** The input map on numbers that can be worked out by hand, and its edges. */
import { assertEquals, assertThrows } from "@std/assert";
import type { Split } from "./dataset.ts";
import { createInputMap } from "./preprocess.ts";

function createSplit(values: Uint8Array | Float32Array, count: number): Split {
  return { values, labels: new Uint16Array(count), count };
}

/** Columns 1 2 6 (mean 3, variance 14/3) and 5 5 5. */
const train = createSplit(new Uint8Array([1, 5, 2, 5, 6, 5]), 3);

Deno.test("createInputMap leaves values alone for none", () => {
  const { offset, factor } = createInputMap(train, [2], "none");
  assertEquals([[...offset], [...factor]], [[0, 0], [1, 1]]);
});

Deno.test("createInputMap subtracts the mean of each feature", () => {
  const { offset, factor } = createInputMap(train, [2], "subtract-mean");
  assertEquals([[...offset], [...factor]], [[3, 5], [1, 1]]);
});

Deno.test("createInputMap divides by the population deviation, a constant feature by 1", () => {
  const { offset, factor } = createInputMap(train, [2], "standardize");
  assertEquals([...offset], [3, 5]);
  assertEquals([...factor], [Math.fround(1 / Math.sqrt(14 / 3)), 1]);
});

Deno.test("createInputMap takes a constant feature for constant even if its mean is rounded", () => {
  const values = new Float32Array(7).fill(0.1);
  assertEquals([...createInputMap(createSplit(values, 7), [1], "standardize").factor], [1]);
});

Deno.test("createInputMap sums in float64, rows increasing", () => {
  // In float64 2^53 + 1 − 2^53 is 0 in this order and 1 in another; float32 holds each value.
  const values = new Float32Array([9007199254740992, 1, -9007199254740992]);
  assertEquals([...createInputMap(createSplit(values, 3), [1], "subtract-mean").offset], [0]);
  const swapped = new Float32Array([9007199254740992, -9007199254740992, 1]);
  const third = createInputMap(createSplit(swapped, 3), [1], "subtract-mean").offset;
  assertEquals([...third], [Math.fround(1 / 3)]);
});

Deno.test("createInputMap refuses a deviation too small to divide by", () => {
  const values = new Float32Array([0, 1e-44]);
  assertThrows(
    () => createInputMap(createSplit(values, 2), [1], "standardize"),
    RangeError,
    "Cannot standardize feature 0: its deviation",
  );
});

Deno.test("createInputMap gives all features of a channel the channel's mean and deviation", () => {
  // Two rows of two channels of two pixels: 1 3 | 5 5 and 5 7 | 5 5.
  const images = createSplit(new Uint8Array([1, 3, 5, 5, 5, 7, 5, 5]), 2);
  const { offset, factor } = createInputMap(images, [2, 1, 2], "standardize-channels");
  assertEquals([...offset], [4, 4, 5, 5]);
  const reciprocal = Math.fround(1 / Math.sqrt(5));
  assertEquals([...factor], [reciprocal, reciprocal, 1, 1]);
});

Deno.test("createInputMap takes images without channels for one channel", () => {
  const images = createSplit(new Uint8Array([1, 3, 5, 7]), 1);
  const { offset, factor } = createInputMap(images, [2, 2], "standardize-channels");
  assertEquals([...offset], [4, 4, 4, 4]);
  assertEquals(new Set(factor), new Set([Math.fround(1 / Math.sqrt(5))]));
});
