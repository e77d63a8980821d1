import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createTestLayer, linspace, list, relativeDifference, TRAINING } from "./testing/layer.ts";

const CONFIG = { kind: "max-pool", size: 2, stride: 2 } as const;
const SET_UP = { inputShape: [1, 2, 4] };

Deno.test("max-pool keeps the greatest of each window, and gives it the gradient", () => {
  const layer = createTestLayer(CONFIG, {}, SET_UP);
  assertEquals(layer.outputShape, [1, 1, 2]);
  const y = layer.forward(Float64Array.of(1, 2, 3, 4, 5, 0, -1, 2), 1, TRAINING);
  assertEquals(list(y, 2), [5, 4]);
  assertEquals(list(layer.backward(Float64Array.of(7, 8), 1), 8), [0, 0, 0, 8, 7, 0, 0, 0]);
});

Deno.test("max-pool gives a tie to the first pixel", () => {
  const layer = createTestLayer(CONFIG, {}, SET_UP);
  layer.forward(Float64Array.of(1, 2, 0, -0, 2, 2, -0, 0), 1, TRAINING);
  assertEquals(list(layer.backward(Float64Array.of(7, 8), 1), 8), [0, 7, 8, 0, 0, 0, 0, 0]);
});

Deno.test("max-pool adds up the gradients of windows that share their greatest pixel", () => {
  const layer = createTestLayer({ ...CONFIG, stride: 1 }, {}, { inputShape: [1, 2, 3] });
  layer.forward(Float64Array.of(0, 9, 0, 0, 0, 0), 1, TRAINING);
  assertEquals(list(layer.backward(Float64Array.of(7, 8), 1), 6), [0, 15, 0, 0, 0, 0]);
});

Deno.test("max-pool gives the course's numbers for its evenly spaced example", () => {
  const layer = createTestLayer(CONFIG, {}, { inputShape: [3, 4, 4] });
  const y = layer.forward(linspace(-0.3, 0.4, 2 * 3 * 4 * 4), 2, TRAINING);
  const expected = [
    ...[-0.26315789, -0.24842105, -0.20421053, -0.18947368],
    ...[-0.14526316, -0.13052632, -0.08631579, -0.07157895],
    ...[-0.02736842, -0.01263158, 0.03157895, 0.04631579],
    ...[0.09052632, 0.10526316, 0.14947368, 0.16421053],
    ...[0.20842105, 0.22315789, 0.26736842, 0.28210526],
    ...[0.32631579, 0.34105263, 0.38526316, 0.4],
  ];
  assertAlmostEquals(relativeDifference(y, expected), 4.1666665157267834e-8, 1e-15);
});

Deno.test("max-pool refuses a window larger than its image", () => {
  assertThrows(
    () => createTestLayer({ ...CONFIG, size: 3 }, {}, { inputShape: [128, 2, 2] }),
    RangeError,
    "maxPool1: size cannot be 3 on images of 2 by 2 pixels; wanted at most 2",
  );
});

Deno.test("max-pool without input gradient returns an empty one", () => {
  const layer = createTestLayer(CONFIG, {}, { ...SET_UP, inputGradient: false });
  layer.forward(new Float64Array(8), 1, TRAINING);
  assertEquals(layer.backward(new Float64Array(2), 1).length, 0);
});
