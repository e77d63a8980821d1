import { assertAlmostEquals, assertEquals } from "@std/assert";
import { softmax } from "./softmax.ts";

Deno.test("softmax gives probabilities that differ by the factor e for each unit of score", () => {
  const [low, high] = softmax(Float64Array.of(-1000, -999), 0, 2) as [number, number];
  assertAlmostEquals(high / low, Math.E, 1e-12);
  assertAlmostEquals(low + high, 1, 1e-15);
});

Deno.test("softmax is all NaN where a score is NaN or infinite upwards", () => {
  assertEquals(softmax(Float32Array.of(0, NaN), 0, 2), [NaN, NaN]);
  assertEquals(softmax(Float32Array.of(0, Infinity), 0, 2), [NaN, NaN]);
  assertEquals(softmax(Float32Array.of(0, -Infinity), 0, 2), [1, 0]);
});
