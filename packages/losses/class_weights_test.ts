import { assertEquals, assertThrows } from "@std/assert";
import { createReferenceKernels } from "@samebit/tensors";
import { balancedWeights, type ClassWeights } from "./class_weights.ts";
import { createLoss } from "./registry.ts";

const SCORES = Float64Array.of(1, 2, 0, 0, 3, 1);
const LABELS = Uint16Array.of(0, 2);

function measure(classWeights: ClassWeights, training: boolean) {
  const kernels = createReferenceKernels("float64");
  const context = { kernels, maxRows: 2, outputs: 3 };
  const loss = createLoss({ kind: "softmax", labelSmoothing: 0.1, classWeights }, context);
  loss.forward(SCORES, LABELS, 2, training ? { training, step: 1 } : { training });
  return { losses: Array.from(loss.losses), grad: Array.from(loss.scoresGrad) };
}

Deno.test("balancedWeights counts every class the same, and one without examples not at all", () => {
  assertEquals(balancedWeights([32, 8, 0, 24]), [0.5, 2, 0, 64 / 96]);
});

Deno.test("class weights multiply the loss and the gradient of each row by that of its label", () => {
  const [plain, weighed] = [measure("none", true), measure([2, 7, 0.5], true)];
  assertEquals(weighed.losses, [2 * plain.losses[0]!, 0.5 * plain.losses[1]!]);
  assertEquals(weighed.grad, plain.grad.map((each, at) => (at < 3 ? 2 : 0.5) * each));
});

Deno.test("class weights are left out when a split is measured", () => {
  assertEquals(measure([2, 7, 0.5], false), measure("none", false));
  assertEquals(measure("balanced", false), measure("none", false));
});

Deno.test("class weights want one for each class, and balanced ones the examples counted", () => {
  assertThrows(
    () => measure([1, 2], true),
    RangeError,
    "the softmax loss: classWeights has 2 numbers for 3 classes; wanted one for each",
  );
  assertThrows(() => measure("balanced", true), RangeError, "were not counted");
});
