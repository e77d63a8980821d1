import { log32 } from "@samebit/arithmetic";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { createReferenceKernels } from "./mod.ts";

const kernels = createReferenceKernels();

Deno.test("softmaxCrossEntropy of equal scores is log of the classes", () => {
  const [losses, grad] = [kernels.allocate(2), kernels.allocate(4)];
  const labels = Uint16Array.of(0, 1);
  kernels.softmaxCrossEntropy(Float32Array.of(3, 3, -7, -7), labels, 0, losses, grad, 2, 2);
  assertEquals([...losses], [log32(2), log32(2)]);
  assertEquals([...grad], [-0.25, 0.25, 0.25, -0.25]);
});

Deno.test("softmaxCrossEntropy of scores far apart stays finite", () => {
  const [losses, grad] = [kernels.allocate(2), kernels.allocate(4)];
  const scores = Float32Array.of(1e4, -1e4, -1e4, 1e4);
  kernels.softmaxCrossEntropy(scores, Uint16Array.of(0, 0), 0, losses, grad, 2, 2);
  assertEquals([...losses], [0, 2e4]);
  assertEquals([...grad], [0, 0, -0.5, 0.5]);
});

Deno.test("softmaxCrossEntropy with smoothing weighs all classes", () => {
  const double = createReferenceKernels("float64");
  const [losses, grad] = [double.allocate(1), double.allocate(2)];
  const scores = Float64Array.of(0, Math.log(3));
  double.softmaxCrossEntropy(scores, Uint16Array.of(1), 0.2, losses, grad, 1, 2);
  // the probabilities are 1/4 and 3/4, the targets 0.1 and 0.9
  assertAlmostEquals(losses[0], 0.1 * Math.log(4) + 0.9 * Math.log(4 / 3), 1e-15);
  assertAlmostEquals(grad[0], 0.15, 1e-15);
  assertAlmostEquals(grad[1], -0.15, 1e-15);
});

Deno.test("hinge adds the violated margins of each row", () => {
  const [losses, grad] = [kernels.allocate(2), kernels.allocate(6)];
  const scores = Float32Array.of(1, 2, 1.5, 5, 1, 4);
  kernels.hinge(scores, Uint16Array.of(0, 0), losses, grad, 2, 3);
  // row 0: margins 2 and 1.5; row 1: −3 is cut and 5 against 4 is 0, which is no violation
  assertEquals([...losses], [3.5, 0]);
  assertEquals([...grad].map((value) => value + 0), [-1, 0.5, 0.5, 0, 0, 0]);
  assertEquals(Object.is(grad[3], -0), true);
});
