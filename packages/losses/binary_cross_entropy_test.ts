import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { TESTING, TRAINING } from "@samebit/layers/testing";
import { createReferenceKernels } from "@samebit/tensors";
import { createLoss } from "./registry.ts";

function createTestLoss(
  labelSmoothing = 0,
  mixes = false,
  positiveWeights: "none" | readonly number[] = "none",
) {
  const context = { kernels: createReferenceKernels("float64"), maxRows: 2, outputs: 2, mixes };
  return createLoss({ kind: "binary-cross-entropy", labelSmoothing, positiveWeights }, context);
}

/** Probabilities 3/4 and 1/2 in the first row, 1/5 and 1/2 in the second. */
const SCORES = Float64Array.of(Math.log(3), 0, -Math.log(4), 0);
const TARGETS = Float64Array.of(1, 0, 0, 1);

Deno.test("binaryCrossEntropy is the mean over labels, and its gradient (p − t) / (k·N)", () => {
  const loss = createTestLoss();
  loss.forward(SCORES, TARGETS, 2, TRAINING);
  assertAlmostEquals(loss.losses[0]!, -(Math.log(0.75) + Math.log(0.5)) / 2, 1e-15);
  assertAlmostEquals(loss.losses[1]!, -(Math.log(0.8) + Math.log(0.5)) / 2, 1e-15);
  [-0.25, 0.5, 0.2, -0.5].forEach((value, i) => {
    assertAlmostEquals(loss.scoresGrad[i]!, value / 4, 1e-16);
  });
});

Deno.test("binaryCrossEntropy neither overflows nor loses what is nearly right", () => {
  const loss = createTestLoss();
  loss.forward(Float64Array.of(800, -800, 40, -40), Float64Array.of(0, 1, 1, 0), 2, TRAINING);
  assertEquals([loss.losses[0], ...loss.scoresGrad.slice(0, 2)], [800, 0.25, -0.25]);
  // exp(−40), which is lost beside 1.
  assertAlmostEquals(loss.losses[1]! / Math.exp(-40), 1, 1e-14);
  assertAlmostEquals(loss.scoresGrad[2]! / -Math.exp(-40), 1 / 4, 1e-14);
  assertAlmostEquals(loss.scoresGrad[3]! / Math.exp(-40), 1 / 4, 1e-14);
});

Deno.test("binaryCrossEntropy of an infinite score is 0 where it is right", () => {
  const loss = createTestLoss();
  loss.forward(Float64Array.of(Infinity, -Infinity, Infinity, 0), TARGETS, 2, TRAINING);
  assertEquals([...loss.losses], [0, Infinity]);
});

Deno.test("binaryCrossEntropy of NaN is NaN, and so is its gradient", () => {
  const loss = createTestLoss();
  loss.forward(Float64Array.of(NaN, 0, 0, 0), TARGETS, 2, TRAINING);
  assertEquals([loss.losses[0], loss.scoresGrad[0]], [NaN, NaN]);
});

Deno.test("binaryCrossEntropy weighs what it says of labels that hold, in training only", () => {
  const loss = createTestLoss(0, false, [3, 0.5]);
  loss.forward(SCORES, TARGETS, 2, TRAINING);
  assertAlmostEquals(loss.losses[0]!, -(3 * Math.log(0.75) + Math.log(0.5)) / 2, 1e-15);
  assertAlmostEquals(loss.losses[1]!, -(Math.log(0.8) + 0.5 * Math.log(0.5)) / 2, 1e-15);
  [-0.75, 0.5, 0.2, -0.25].forEach((value, i) => {
    assertAlmostEquals(loss.scoresGrad[i]!, value / 4, 1e-16);
  });
  loss.forward(SCORES, TARGETS, 2, TESTING);
  assertAlmostEquals(loss.losses[0]!, -(Math.log(0.75) + Math.log(0.5)) / 2, 1e-15);
});

Deno.test("binaryCrossEntropy wants a positive weight for each label", () => {
  assertThrows(() => createTestLoss(0, false, [1]), RangeError, "has 1 numbers for 2 labels");
});

Deno.test("binaryCrossEntropy smooths targets when training and not when testing", () => {
  const loss = createTestLoss(0.2);
  loss.forward(SCORES, TARGETS, 2, TRAINING);
  const first = -0.9 * Math.log(0.75) - 0.1 * Math.log(0.25);
  assertAlmostEquals(loss.losses[0]!, (first - Math.log(0.5)) / 2, 1e-15);
  assertAlmostEquals(loss.scoresGrad[0]!, (0.75 - 0.9) / 4, 1e-16);
  loss.forward(SCORES, TARGETS, 2, TESTING);
  assertAlmostEquals(loss.losses[0]!, -(Math.log(0.75) + Math.log(0.5)) / 2, 1e-15);
});

Deno.test("binaryCrossEntropy of mixed rows takes its share of both losses", () => {
  const [own, other, mixed] = [createTestLoss(), createTestLoss(), createTestLoss(0, true)];
  own.forward(SCORES, TARGETS, 2, TRAINING);
  other.forward(SCORES, Float64Array.of(0, 1, 1, 0), 2, TRAINING);
  mixed.forward(SCORES, TARGETS, 2, { ...TRAINING, share: 0.7 });
  const blended = (name: "losses" | "scoresGrad") =>
    Array.from(own[name], (value, i) => 0.7 * value + 0.3 * other[name][i]!);
  blended("losses").forEach((value, i) => assertAlmostEquals(mixed.losses[i]!, value, 1e-15));
  blended("scoresGrad").forEach((value, i) =>
    assertAlmostEquals(mixed.scoresGrad[i]!, value, 1e-15)
  );
  mixed.forward(SCORES, TARGETS, 2, { ...TESTING, share: 0.7 } as never);
  assertEquals(mixed.losses, own.losses);
});

Deno.test("binaryCrossEntropy rounds once, where a number is stored", () => {
  const kernels = createReferenceKernels("float32");
  const config = {
    kind: "binary-cross-entropy",
    labelSmoothing: 0,
    positiveWeights: "none",
  } as const;
  const loss = createLoss(config, { kernels, maxRows: 2, outputs: 2 });
  loss.forward(Float32Array.from(SCORES), Float32Array.from(TARGETS), 2, TRAINING);
  const exact = createTestLoss();
  exact.forward(Float64Array.from(Float32Array.from(SCORES)), TARGETS, 2, TRAINING);
  assert(loss.losses instanceof Float32Array);
  assertEquals([...loss.losses], [...exact.losses].map(Math.fround));
  assertEquals([...loss.scoresGrad], [...exact.scoresGrad].map(Math.fround));
});
