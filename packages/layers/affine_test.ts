import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createTestLayer, linspace, listed, TRAINING } from "./testing/layer.ts";

const CONFIG = { kind: "affine", outputs: 2, bias: true } as const;
const X = Float64Array.of(1, 2, 3, 4);

Deno.test("affine computes x·W + b and its gradients on 2x2 numbers", () => {
  const layer = createTestLayer(CONFIG, { W1: [1, 0, 2, -1], b1: [10, 20] });
  assertEquals(listed(layer.forward(X, 2, TRAINING), 4), [15, 18, 21, 16]);
  const xGrad = layer.backward(Float64Array.of(1, -1, 0, 2), 2);
  assertEquals(listed(xGrad, 4), [1, 3, 0, -2]);
  assertEquals(listed(layer.parameters[0]!.gradient.data), [1, 5, 2, 6]);
  assertEquals(listed(layer.parameters[1]!.gradient.data), [1, 1]);
});

Deno.test("affine gives the course's numbers for its evenly spaced example", () => {
  const config = { ...CONFIG, outputs: 3 };
  const W1 = listed(linspace(-0.2, 0.3, 360));
  const b1 = listed(linspace(-0.3, 0.1, 3));
  const layer = createTestLayer(config, { W1, b1 }, { inputShape: [120] });
  const y = layer.forward(linspace(-0.1, 0.5, 240), 2, TRAINING);
  const expected = [1.49834967, 1.70660132, 1.91485297, 3.25553199, 3.5141327, 3.77273342];
  expected.forEach((value, i) => assertAlmostEquals(y[i]!, value, 1e-8));
});

Deno.test("affine without bias declares W alone and computes x·W", () => {
  const layer = createTestLayer({ ...CONFIG, bias: false }, { W1: [1, 0, 2, -1] });
  assertEquals(layer.parameters.map(({ name }) => name), ["W1"]);
  assertEquals(listed(layer.forward(X, 2, TRAINING), 4), [5, -2, 11, -4]);
  layer.backward(X, 2);
  assertEquals(listed(layer.parameters[0]!.gradient.data), [10, 14, 14, 20]);
});

Deno.test("affine without input gradient returns an empty one and writes the others", () => {
  const values = { W1: [1, 0, 2, -1], b1: [0, 0] };
  const layer = createTestLayer(CONFIG, values, { inputGradient: false });
  layer.forward(X, 2, TRAINING);
  assertEquals(layer.backward(X, 2).length, 0);
  assertEquals(listed(layer.parameters[0]!.gradient.data), [10, 14, 14, 20]);
});

Deno.test("affine overwrites gradients of the step before", () => {
  const layer = createTestLayer(CONFIG, { W1: [1, 0, 2, -1], b1: [0, 0] });
  for (let i = 0; i < 2; i++) {
    layer.forward(X, 2, TRAINING);
    layer.backward(X, 2);
  }
  assertEquals(listed(layer.parameters[0]!.gradient.data), [10, 14, 14, 20]);
  assertEquals(listed(layer.parameters[1]!.gradient.data), [4, 6]);
});

Deno.test("affine refuses an invalid size", () => {
  const message = "affine1: outputs cannot be 1.5; wanted a whole number from 1";
  assertThrows(() => createTestLayer({ ...CONFIG, outputs: 1.5 }), RangeError, message);
});

Deno.test("affine refuses examples that are not a plain list of features, and says what fits", () => {
  const message = "affine1: input cannot be of shape [3, 8, 8]; wanted [features]";
  assertThrows(() => createTestLayer(CONFIG, {}, { inputShape: [3, 8, 8] }), RangeError, message);
});
