import { assertEquals, assertThrows } from "@std/assert";
import { createTestLayer, listed, TRAINING } from "./testing/layer.ts";

Deno.test("global-average-pool gives the mean of each channel and shares its gradient out", () => {
  const layer = createTestLayer({ kind: "global-average-pool" }, {}, { inputShape: [2, 2, 2] });
  const x = Float64Array.of(1, 2, 3, 6, -1, -1, -1, 5);
  assertEquals(listed(layer.forward(x, 1, TRAINING), 2), [3, 0.5]);
  assertEquals(listed(layer.backward(Float64Array.of(4, -8), 1), 8), [1, 1, 1, 1, -2, -2, -2, -2]);
  assertEquals(layer.outputShape, [2]);
});

Deno.test("global-average-pool refuses examples that are not images", () => {
  assertThrows(
    () => createTestLayer({ kind: "global-average-pool" }, {}, { inputShape: [4] }),
    RangeError,
    "globalAveragePool1: input cannot be of shape [4]; wanted [channels, height, width]",
  );
});
