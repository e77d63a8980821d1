import { assertAlmostEquals, assertEquals } from "@std/assert";
import { createReferenceKernels } from "./mod.ts";

const kernels = createReferenceKernels();
const g = Float32Array.of(2, -4);

/** Fresh weights for each rule. */
const weights = () => Float32Array.of(1, 1);

Deno.test("sgd steps against the gradient", () => {
  const w = weights();
  kernels.sgd(w, g, 0.5, 2);
  assertEquals([...w], [0, 3]);
});

Deno.test("momentum keeps a part of the last step", () => {
  const [w, v] = [weights(), Float32Array.of(4, 0)];
  kernels.momentum(w, g, v, 0.5, 0.75, 2);
  assertEquals([...v], [2, 2]);
  assertEquals([...w], [3, 3]);
});

Deno.test("nesterov steps ahead of its velocity", () => {
  const [w, v] = [weights(), Float32Array.of(4, 0)];
  kernels.nesterov(w, g, v, 0.5, 0.75, 2);
  // u = [3 − 1, 0 + 2]; w + ((1.75·u) − (0.75·v))
  assertEquals([...v], [2, 2]);
  assertEquals([...w], [1.5, 4.5]);
});

Deno.test("adagrad divides by the root of all squares so far", () => {
  const [w, cache] = [weights(), Float32Array.of(5, 0)];
  kernels.adagrad(w, g, cache, 0.5, 1, 2);
  assertEquals([...cache], [9, 16]);
  assertEquals([...w], [1 - 1 / 4, Math.fround(1 + Math.fround(2 / 5))]);
});

Deno.test("rmsprop divides by the root of the fading squares", () => {
  const [w, cache] = [weights(), Float32Array.of(4, 0)];
  kernels.rmsprop(w, g, cache, 0.5, 0.75, 0, 2);
  assertEquals([...cache], [4, 4]);
  assertEquals([...w], [0.5, 2]);
});

Deno.test("lion steps by the rate, whatever the size of the mean, and not where it is zero", () => {
  const [w, m] = [Float32Array.of(1, 1, 1), Float32Array.of(4, 0, -2)];
  kernels.lion(w, Float32Array.of(2, -4, 2), m, 0.25, 0.5, 0.75, 0.5, 3);
  // c = [2 + 1, 0 − 2, −1 + 1]; m = 0.75·m + 0.25·g
  assertEquals([...w], [0.25, 0.75, 0.5]);
  assertEquals([...m], [3.5, -1, -1]);
});

Deno.test("adam takes a first step of the size of the rate, whatever the gradient", () => {
  const [w, m, v] = [Float64Array.of(1, 1), new Float64Array(2), new Float64Array(2)];
  const [rate, correction] = [0.01 / (1 - 0.9), 1 / Math.sqrt(1 - 0.999)];
  const double = createReferenceKernels("float64");
  double.adam(w, Float64Array.of(2, -4), m, v, rate, 0.9, 0.999, correction, 0, 0, 2);
  assertAlmostEquals(w[0], 0.99, 1e-15);
  assertAlmostEquals(w[1], 1.01, 1e-15);
});

Deno.test("adam shrinks the weights before the step", () => {
  const [w, m, v] = [weights(), Float32Array.of(2, 0), Float32Array.of(4, 0)];
  kernels.adam(w, Float32Array.of(2, 0), m, v, 0.5, 0.5, 0.75, 2, 1, 0.25, 2);
  // m = 1 + 1, v = 3 + 1; (1 − 0.25) − ((0.5·2) / (2·2 + 1))
  assertEquals([...m, ...v], [2, 0, 4, 0]);
  assertEquals([...w], [Math.fround(0.75 - Math.fround(1 / 5)), 0.75]);
});
