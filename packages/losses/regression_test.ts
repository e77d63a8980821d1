import { assertEquals } from "@std/assert";
import { TRAINING } from "@samebit/layers/testing";
import { createReferenceKernels } from "@samebit/tensors";
import { createLoss, type LossConfig } from "./registry.ts";

/** Losses and gradients of two rows of two outputs, whose errors are 1, −3, 0 and 0.5. */
function lossOf(config: LossConfig, precision: "float32" | "float64" = "float64") {
  const kernels = createReferenceKernels(precision);
  const loss = createLoss(config, { kernels, maxRows: 2, outputs: 2 });
  loss.forward(Float64Array.of(2, 1, 5, 1), Float64Array.of(1, 4, 5, 0.5), 2, TRAINING);
  return [Array.from(loss.losses), Array.from(loss.scoresGrad)];
}

Deno.test("mean-squared-error is the mean square over outputs, its gradient over rows as well", () => {
  assertEquals(lossOf({ kind: "mean-squared-error" }), [[5, 0.125], [0.5, -1.5, 0, 0.25]]);
});

Deno.test("mean-absolute-error counts distance alone, and has no slope where the error is zero", () => {
  assertEquals(lossOf({ kind: "mean-absolute-error" }), [[2, 0.25], [0.25, -0.25, 0, 0.25]]);
});

Deno.test("huber is squared up to delta, delta included, and linear beyond", () => {
  assertEquals(lossOf({ kind: "huber", delta: 1 }), [[1.5, 0.0625], [0.25, -0.25, 0, 0.125]]);
});

Deno.test("huber of a delta that no error exceeds is half the mean squared error", () => {
  assertEquals(lossOf({ kind: "huber", delta: 3 }), [[2.5, 0.0625], [0.25, -0.75, 0, 0.125]]);
});

Deno.test("regression losses round once, where a number is stored", () => {
  const kernels = createReferenceKernels("float32");
  const loss = createLoss({ kind: "mean-squared-error" }, { kernels, maxRows: 3, outputs: 3 });
  const scores = Float32Array.of(0.1, 0.2, 0.3, 0, 0, 0, 0, 0, 0);
  loss.forward(scores, new Float32Array(9), 3, TRAINING);
  const [a, b, c] = [0.1, 0.2, 0.3].map(Math.fround) as [number, number, number];
  assertEquals(loss.losses[0], Math.fround((a * a + b * b + c * c) / 3));
  assertEquals(loss.scoresGrad[2], Math.fround(2 * c / 9));
});

Deno.test("regression losses of NaN are NaN, and so are their gradients", () => {
  const kernels = createReferenceKernels("float32");
  const kinds: LossConfig[] = [
    { kind: "mean-squared-error" },
    { kind: "mean-absolute-error" },
    { kind: "huber", delta: 1 },
  ];
  for (const config of kinds) {
    const loss = createLoss(config, { kernels, maxRows: 1, outputs: 1 });
    loss.forward(Float32Array.of(NaN), Float32Array.of(0), 1, TRAINING);
    assertEquals([loss.losses[0], loss.scoresGrad[0]], [NaN, NaN], config.kind);
  }
});
