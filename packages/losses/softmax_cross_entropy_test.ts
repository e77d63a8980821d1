import { assertAlmostEquals, assertThrows } from "@std/assert";
import { TESTING, TRAINING } from "@samebit/layers/testing";
import { createReferenceKernels } from "@samebit/tensors";
import { createLoss, type LossConfig } from "./registry.ts";

function createTestLoss(config: LossConfig, classes: number) {
  const kernels = createReferenceKernels("float64");
  return createLoss(config, { kernels, maxRows: 2, outputs: classes });
}

const SCORES = Float64Array.of(0, Math.log(3), Math.log(4), 0);
const LABELS = Uint16Array.of(1, 1);

Deno.test("softmaxCrossEntropy gives −log p of the label and (p − target) / N", () => {
  const loss = createTestLoss({ kind: "softmax", labelSmoothing: 0, classWeights: "none" }, 2);
  loss.forward(SCORES, LABELS, 2, TRAINING);
  assertAlmostEquals(loss.losses[0]!, -Math.log(0.75), 1e-15);
  assertAlmostEquals(loss.losses[1]!, -Math.log(0.2), 1e-15);
  [0.125, -0.125, 0.4, -0.4].forEach((value, i) => {
    assertAlmostEquals(loss.scoresGrad[i]!, value, 1e-15);
  });
});

Deno.test("softmaxCrossEntropy of equal scores is log of the number of classes", () => {
  const loss = createTestLoss({ kind: "softmax", labelSmoothing: 0, classWeights: "none" }, 10);
  loss.forward(new Float64Array(20).fill(1e30), LABELS, 2, TRAINING);
  assertAlmostEquals(loss.losses[0]!, Math.log(10), 1e-15);
});

Deno.test("softmaxCrossEntropy smooths labels when training and not when testing", () => {
  const loss = createTestLoss({ kind: "softmax", labelSmoothing: 0.2, classWeights: "none" }, 2);
  loss.forward(SCORES, LABELS, 2, TRAINING);
  assertAlmostEquals(loss.losses[0]!, -0.9 * Math.log(0.75) - 0.1 * Math.log(0.25), 1e-15);
  assertAlmostEquals(loss.scoresGrad[0]!, (0.25 - 0.1) / 2, 1e-15);
  loss.forward(SCORES, LABELS, 2, TESTING);
  assertAlmostEquals(loss.losses[0]!, -Math.log(0.75), 1e-15);
});

Deno.test("softmaxCrossEntropy refuses a label smoothing of 1", () => {
  assertThrows(
    () => createTestLoss({ kind: "softmax", labelSmoothing: 1, classWeights: "none" }, 2),
    RangeError,
    "the softmax loss: labelSmoothing cannot be 1; wanted a number from 0 to below 1",
  );
});
