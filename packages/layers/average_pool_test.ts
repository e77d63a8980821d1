import { assertEquals } from "@std/assert";
import { createTestLayer, list, TRAINING } from "./testing/layer.ts";

const CONFIG = { kind: "average-pool", size: 2, stride: 2 } as const;

Deno.test("average-pool gives the mean of each window, and each pixel its share", () => {
  const layer = createTestLayer(CONFIG, {}, { inputShape: [2, 2, 2] });
  assertEquals(layer.outputShape, [2, 1, 1]);
  const y = layer.forward(Float64Array.of(1, 2, 3, 6, 5, 0, -1, 0), 1, TRAINING);
  assertEquals(list(y, 2), [3, 1]);
  assertEquals(list(layer.backward(Float64Array.of(4, 8), 1), 8), [1, 1, 1, 1, 2, 2, 2, 2]);
});

Deno.test("average-pool leaves out windows that reach beyond the image", () => {
  const layer = createTestLayer(CONFIG, {}, { inputShape: [1, 2, 3] });
  assertEquals(layer.outputShape, [1, 1, 1]);
  layer.forward(Float64Array.of(1, 2, 3, 4, 5, 6), 1, TRAINING);
  assertEquals(list(layer.backward(Float64Array.of(4), 1), 6), [1, 1, 0, 1, 1, 0]);
});

Deno.test("average-pool without input gradient returns an empty one", () => {
  const setUp = { inputShape: [1, 2, 2], inputGradient: false };
  const layer = createTestLayer(CONFIG, {}, setUp);
  layer.forward(new Float64Array(4), 1, TRAINING);
  assertEquals(layer.backward(new Float64Array(1), 1).length, 0);
});
