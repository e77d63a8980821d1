import { assertAlmostEquals, assertEquals } from "@std/assert";
import { createReferenceKernels } from "./mod.ts";

const kernels = createReferenceKernels();

/** Columns [1, 3] and [2, 6] have means 2 and 4 and variances 1 and 4. */
const x = Float32Array.of(1, 2, 3, 6);
const gamma = Float32Array.of(2, 3);
const beta = Float32Array.of(10, 20);

Deno.test("batchNorm normalizes each column of a 2x2 batch", () => {
  const [y, normalized] = [kernels.allocate(4), kernels.allocate(4)];
  const [mean, variance, inverse] = [1, 2, 3].map(() => kernels.allocate(2));
  kernels.batchNorm(x, gamma, beta, 0, y, normalized, mean, variance, inverse, 2, 2);
  assertEquals([...mean], [2, 4]);
  assertEquals([...variance], [1, 4]);
  assertEquals([...inverse], [1, 0.5]);
  assertEquals([...normalized], [-1, -1, 1, 1]);
  assertEquals([...y], [8, 17, 12, 23]);
});

Deno.test("batchNorm adds epsilon before the square root", () => {
  const [y, normalized] = [kernels.allocate(4), kernels.allocate(4)];
  const [mean, variance, inverse] = [1, 2, 3].map(() => kernels.allocate(2));
  kernels.batchNorm(x, gamma, beta, 3, y, normalized, mean, variance, inverse, 2, 2);
  assertEquals([...inverse], [0.5, Math.fround(1 / Math.fround(Math.sqrt(7)))]);
});

Deno.test("batchNorm of no rows has no mean", () => {
  const empty = kernels.allocate(0);
  const [mean, variance, inverse] = [1, 2, 3].map(() => kernels.allocate(2));
  kernels.batchNorm(empty, gamma, beta, 1, empty, empty, mean, variance, inverse, 0, 2);
  assertEquals([mean, variance, inverse].flatMap((array) => [...array]), new Array(6).fill(NaN));
});

Deno.test("batchNormInference uses the statistics it is given", () => {
  const y = kernels.allocate(4);
  const [mean, variance] = [Float32Array.of(1, 2), Float32Array.of(3, 15)];
  kernels.batchNormInference(x, gamma, beta, mean, variance, 1, y, 2, 2);
  assertEquals([...y], [10, 20, 12, 23]);
});

Deno.test("batchNormBackward gives the gradients of a 2x2 batch", () => {
  const yGrad = Float32Array.of(1, 2, 3, 5);
  const normalized = Float32Array.of(-1, -1, 1, 1);
  const [xGrad, gammaGrad, betaGrad] = [4, 2, 2].map((n) => kernels.allocate(n));
  const inverse = Float32Array.of(1, 0.5);
  kernels.batchNormBackward(yGrad, normalized, gamma, inverse, xGrad, gammaGrad, betaGrad, 2, 2);
  assertEquals([...betaGrad], [4, 7]);
  assertEquals([...gammaGrad], [2, 3]);
  // column 0: f = 2·1/2 = 1, (2·1 − 4) − (−1·2) = 0; two points always normalize to −1 and 1
  assertEquals([...xGrad], [0, 0, 0, 0]);
});

Deno.test("batchNormBackward agrees with a difference quotient", () => {
  const double = createReferenceKernels("float64");
  const start = [1, -2, 0.5, 3, 2.5, -1];
  const weights = [0.3, -0.7, 1.1, 0.2, -0.4, 0.9];
  const [g, b] = [Float64Array.of(2, 3), Float64Array.of(10, 20)];
  const [y, normalized] = [double.allocate(6), double.allocate(6)];
  const [mean, variance, inverse, sum0, sum1] = [1, 2, 3, 4, 5].map(() => double.allocate(2));
  /** Σ weights·y as a function of x. */
  function forward(values: number[]): number {
    const input = Float64Array.from(values);
    double.batchNorm(input, g, b, 0.1, y, normalized, mean, variance, inverse, 3, 2);
    return weights.reduce((sum, weight, i) => sum + weight * y[i], 0);
  }
  forward(start);
  const xGrad = double.allocate(6);
  const yGrad = Float64Array.from(weights);
  double.batchNormBackward(yGrad, normalized, g, inverse, xGrad, sum0, sum1, 3, 2);
  const h = 1e-5;
  start.forEach((_, i) => {
    const moved = (by: number) => start.map((value, j) => j === i ? value + by : value);
    assertAlmostEquals(xGrad[i], (forward(moved(h)) - forward(moved(-h))) / (2 * h), 1e-8);
  });
});
