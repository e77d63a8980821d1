import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { createTensor, formatShape, sizeOf } from "./tensor.ts";

Deno.test("sizeOf multiplies the axes, and a scalar has one element", () => {
  assertEquals([[2, 3], [4, 0], [7], []].map(sizeOf), [6, 0, 7, 1]);
});

Deno.test("sizeOf names the axis that is not a size", () => {
  for (const [shape, axis] of [[[2, -1], "-1"], [[1.5], "1.5"], [[NaN, 2], "NaN"]] as const) {
    assertThrows(() => sizeOf(shape), RangeError, `${axis} is not a size`);
  }
});

Deno.test("formatShape prints as errors do", () => {
  assertEquals([[64, 128], [7], []].map(formatShape), ["[64, 128]", "[7]", "[]"]);
});

Deno.test("createTensor keeps the data it was given", () => {
  const data = Float32Array.of(1, 2, 3, 4, 5, 6);
  const tensor = createTensor([2, 3], data);
  assertEquals(tensor.shape, [2, 3]);
  assertStrictEquals(tensor.data, data);
});

Deno.test("createTensor names both sizes when they do not fit", () => {
  assertThrows(
    () => createTensor([2, 3], new Float32Array(5)),
    RangeError,
    "Cannot shape 5 numbers as [2, 3]: wanted 6",
  );
});
