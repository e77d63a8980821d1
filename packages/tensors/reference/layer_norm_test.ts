import { assertAlmostEquals, assertEquals } from "@std/assert";
import { createReferenceKernels } from "./mod.ts";

const kernels = createReferenceKernels();
const gamma = Float32Array.of(2, 3);

Deno.test("layerNorm normalizes each row of a 2x2 batch", () => {
  const x = Float32Array.of(1, 3, 2, 6);
  const [y, normalized, inverse] = [4, 4, 2].map((n) => kernels.allocate(n));
  kernels.layerNorm(x, gamma, Float32Array.of(10, 20), 0, y, normalized, inverse, 2, 2);
  assertEquals([...inverse], [1, 0.5]);
  assertEquals([...normalized], [-1, 1, -1, 1]);
  assertEquals([...y], [8, 23, 8, 23]);
});

Deno.test("layerNormBackward gives the gradients of a 2x2 batch", () => {
  const yGrad = Float32Array.of(1, 2, 3, 5);
  const normalized = Float32Array.of(-1, 1, -2, 1);
  const [xGrad, gammaGrad, betaGrad] = [4, 2, 2].map((n) => kernels.allocate(n));
  const inverse = Float32Array.of(1, 0.5);
  kernels.layerNormBackward(yGrad, normalized, gamma, inverse, xGrad, gammaGrad, betaGrad, 2, 2);
  assertEquals([...betaGrad], [4, 7]);
  assertEquals([...gammaGrad], [-7, 7]);
  // row 0: g = [2, 6], s = 8, t = 4, f = 1/2: ½·((4 − 8) + 4), ½·((12 − 8) − 4)
  // row 1: g = [6, 15], s = 21, t = 3, f = 1/4: ¼·((12 − 21) + 6), ¼·((30 − 21) − 3)
  assertEquals([...xGrad], [0, 0, -0.75, 1.5]);
});

Deno.test("layerNormBackward agrees with a difference quotient", () => {
  const double = createReferenceKernels("float64");
  const start = [1, -2, 0.5, 3, 2.5, -1];
  const weights = [0.3, -0.7, 1.1, 0.2, -0.4, 0.9];
  const [g, b] = [Float64Array.of(2, 3, -1), Float64Array.of(10, 20, 30)];
  const [y, normalized, inverse] = [6, 6, 2].map((n) => double.allocate(n));
  /** Σ weights·y as a function of x. */
  function forward(values: number[]): number {
    double.layerNorm(Float64Array.from(values), g, b, 0.1, y, normalized, inverse, 2, 3);
    return weights.reduce((sum, weight, i) => sum + weight * y[i], 0);
  }
  forward(start);
  const [xGrad, gammaGrad, betaGrad] = [6, 3, 3].map((n) => double.allocate(n));
  const yGrad = Float64Array.from(weights);
  double.layerNormBackward(yGrad, normalized, g, inverse, xGrad, gammaGrad, betaGrad, 2, 3);
  const h = 1e-5;
  start.forEach((_, i) => {
    const moved = (by: number) => start.map((value, j) => j === i ? value + by : value);
    assertAlmostEquals(xGrad[i], (forward(moved(h)) - forward(moved(-h))) / (2 * h), 1e-8);
  });
});
