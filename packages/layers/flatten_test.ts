import { assertEquals } from "@std/assert";
import { createTestLayer, TRAINING } from "./testing/layer.ts";

Deno.test("flatten gives the numbers of an image in memory order, and the gradients back", () => {
  const layer = createTestLayer({ kind: "flatten" }, {}, { inputShape: [2, 1, 3] });
  const x = Float64Array.of(1, 2, 3, 4, 5, 6);
  assertEquals(layer.outputShape, [6]);
  assertEquals(layer.forward(x, 1, TRAINING), x);
  assertEquals(layer.output, x);
  assertEquals(layer.backward(x, 1), x);
});

Deno.test("flatten without input gradient returns an empty one", () => {
  const layer = createTestLayer({ kind: "flatten" }, {}, {
    inputShape: [2, 1, 3],
    inputGradient: false,
  });
  assertEquals(layer.backward(Float64Array.of(1, 2, 3, 4, 5, 6), 1).length, 0);
});
