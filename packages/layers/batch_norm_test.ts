import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createStream, fillNormal } from "@samebit/random";
import { createTestLayer, list, TESTING, TRAINING } from "./testing/layer.ts";

const CONFIG = { kind: "batch-norm", epsilon: 1e-5, momentum: 0.9, firstGamma: 1 } as const;
const X = Float64Array.of(1, 10, 3, 30);

Deno.test("batchNorm normalizes each column of 2x2 numbers and scales them", () => {
  const layer = createTestLayer(CONFIG, { gamma1: [1, 2], beta1: [0, 5] });
  const y = layer.forward(X, 2, TRAINING);
  const small = 1 / Math.sqrt(1 + 1e-5);
  const large = 2 * 10 / Math.sqrt(100 + 1e-5);
  [-small, 5 - large, small, 5 + large].forEach((value, i) => {
    assertAlmostEquals(y[i]!, value, 1e-14);
  });
});

Deno.test("batchNorm gives each feature mean beta and deviation gamma when training", () => {
  const rows = 500;
  const gamma = [1, 2, 0.5];
  const beta = [11, -12, 13];
  const setUp = { inputShape: [3], precision: "float32", maxRows: rows } as const;
  const layer = createTestLayer(CONFIG, { gamma1: gamma, beta1: beta }, setUp);
  const x = new Float32Array(rows * 3);
  fillNormal(createStream(1, "x"), 0, x);
  const y = layer.forward(x.map((value) => 40 + 7 * value), rows, TRAINING);
  for (let c = 0; c < 3; c++) {
    const column = Array.from({ length: rows }, (_, r) => y[r * 3 + c]!);
    const mean = column.reduce((sum, value) => sum + value) / rows;
    const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows;
    assertAlmostEquals(mean, beta[c]!, 1e-5);
    assertAlmostEquals(Math.sqrt(variance), gamma[c]!, 1e-5);
  }
});

Deno.test("batchNorm starts its running statistics at 0 and 1 and blends each batch in", () => {
  const layer = createTestLayer(CONFIG, { gamma1: [1, 1], beta1: [0, 0] });
  const [mean, variance] = layer.state.map(({ tensor }) => tensor.data);
  assertEquals(layer.state.map(({ name }) => name), ["runningMean1", "runningVariance1"]);
  assertEquals([list(mean!), list(variance!)], [[0, 0], [1, 1]]);
  layer.forward(X, 2, TRAINING);
  const rest = 1 - 0.9;
  assertEquals(list(mean!), [rest * 2, rest * 20]);
  assertEquals(list(variance!), [0.9 + rest * 1, 0.9 + rest * 100]);
});

Deno.test("batchNorm tests with its running statistics and leaves them alone", () => {
  const layer = createTestLayer(CONFIG, { gamma1: [1, 2], beta1: [0, 5] });
  layer.state[0]!.tensor.data.set([1, 2]);
  layer.state[1]!.tensor.data.set([4, 9]);
  const y = layer.forward(Float64Array.of(3, 5), 1, TESTING);
  assertAlmostEquals(y[0]!, 1, 1e-5);
  assertAlmostEquals(y[1]!, 7, 1e-5);
  assertEquals(layer.state.map(({ tensor }) => list(tensor.data)), [[1, 2], [4, 9]]);
});

Deno.test("batchNorm tests a row alone as it does among others", () => {
  const layer = createTestLayer(CONFIG, { gamma1: [1, 2], beta1: [0, 5] });
  layer.forward(X, 2, TRAINING);
  const both = list(layer.forward(X, 2, TESTING), 4);
  assertEquals(list(layer.forward(X.subarray(2), 1, TESTING), 2), both.slice(2));
});

Deno.test("batchNorm refuses an epsilon of 0 and a momentum of 1", () => {
  assertThrows(
    () => createTestLayer({ ...CONFIG, epsilon: 0 }),
    RangeError,
    "batchNorm1: epsilon cannot be 0; wanted a number above 0",
  );
  assertThrows(
    () => createTestLayer({ ...CONFIG, momentum: 1 }),
    RangeError,
    "batchNorm1: momentum cannot be 1",
  );
});
