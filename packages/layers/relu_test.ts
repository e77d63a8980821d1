import { assertAlmostEquals, assertEquals } from "@std/assert";
import { createTestLayer, linspace, listed, TRAINING } from "./testing/layer.ts";

const CONFIG = { kind: "relu" } as const;

Deno.test("relu keeps what is above zero, and its gradient", () => {
  const layer = createTestLayer(CONFIG);
  const y = layer.forward(Float64Array.of(1, -2, 0, 4), 2, TRAINING);
  assertEquals(listed(y, 4), [1, 0, 0, 4]);
  assertEquals(listed(layer.backward(Float64Array.of(5, 6, 7, 8), 2), 4), [5, 0, 0, 8]);
});

Deno.test("relu gives the course's numbers for its evenly spaced example", () => {
  const layer = createTestLayer(CONFIG, {}, { inputShape: [2, 2] });
  const y = layer.forward(linspace(-0.5, 0.5, 12), 3, TRAINING);
  const expected = [0, 0, 0, 0, 0, 0, 0.04545455, 0.13636364];
  expected.push(0.22727273, 0.31818182, 0.40909091, 0.5);
  expected.forEach((value, i) => assertAlmostEquals(y[i]!, value, 1e-8));
});

Deno.test("relu lets NaN through, so that a broken layer is not hidden", () => {
  const layer = createTestLayer(CONFIG);
  assertEquals(listed(layer.forward(Float64Array.of(NaN, -1), 1, TRAINING), 2), [NaN, 0]);
});
