import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createTestLayer, list, TESTING, TRAINING } from "./testing/layer.ts";

const CONFIG = { kind: "layer-norm", epsilon: 1e-5, firstGamma: 1 } as const;

Deno.test("layerNorm normalizes each row of 2x2 numbers and scales the columns", () => {
  const layer = createTestLayer(CONFIG, { gamma1: [1, 2], beta1: [0, 5] });
  const y = layer.forward(Float64Array.of(1, 3, 30, 10), 2, TRAINING);
  const small = 1 / Math.sqrt(1 + 1e-5);
  const large = 10 / Math.sqrt(100 + 1e-5);
  [-small, 5 + 2 * small, large, 5 - 2 * large].forEach((value, i) => {
    assertAlmostEquals(y[i]!, value, 1e-14);
  });
});

Deno.test("layerNorm gives each row mean 0 and deviation 1 where gamma is 1 and beta 0", () => {
  const values = { gamma1: [1, 1, 1, 1], beta1: [0, 0, 0, 0] };
  const layer = createTestLayer(CONFIG, values, { inputShape: [4] });
  const y = layer.forward(Float64Array.of(4, 8, 15, 16, 23, 42, 108, -7), 2, TRAINING);
  for (const row of [list(y).slice(0, 4), list(y).slice(4, 8)]) {
    const mean = row.reduce((sum, value) => sum + value) / 4;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4;
    assertAlmostEquals(mean, 0, 1e-14);
    assertAlmostEquals(variance, 1, 1e-5);
  }
});

Deno.test("layerNorm is the same in training and testing, alone and among others", () => {
  const layer = createTestLayer(CONFIG, { gamma1: [1, 2], beta1: [0, 5] });
  const x = Float64Array.of(1, 4, -2, 7);
  const trained = list(layer.forward(x, 2, TRAINING), 4);
  assertEquals(list(layer.forward(x, 2, TESTING), 4), trained);
  assertEquals(list(layer.forward(x.subarray(2), 1, TESTING), 2), trained.slice(2));
  assertEquals(layer.state, []);
});

Deno.test("layerNorm refuses images and says what to use instead", () => {
  assertThrows(
    () => createTestLayer(CONFIG, {}, { inputShape: [3, 4, 4] }),
    RangeError,
    "layerNorm1: input cannot be of shape [3, 4, 4]; wanted [features]; " +
      'of images "group-norm" with groups 1 normalizes each example',
  );
});
