import { assertEquals } from "@std/assert";
import { argmax } from "./argmax.ts";

Deno.test("argmax takes the first of equal scores, zeros of both signs included", () => {
  assertEquals(argmax(Float32Array.of(1, 3, 3), 0, 3), 1);
  assertEquals(argmax(Float32Array.of(-0, 0), 0, 2), 0);
  assertEquals(argmax(Float32Array.of(-Infinity, -Infinity), 0, 2), 0);
});

Deno.test("argmax looks at its own row alone", () => {
  const scores = Float32Array.of(9, 1, 2, 3, 1, 9);
  assertEquals(argmax(scores, 1, 3), 2);
});

Deno.test("argmax of a row with NaN, or of no scores, is −1", () => {
  assertEquals(argmax(Float32Array.of(1, NaN), 0, 2), -1);
  assertEquals(argmax(Float32Array.of(NaN, NaN), 0, 2), -1);
  assertEquals(argmax(Float32Array.of(1), 0, 0), -1);
});
