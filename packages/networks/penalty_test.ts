import { assertEquals } from "@std/assert";
import { createReferenceKernels } from "@samebit/tensors";
import { addPenalty } from "./penalty.ts";

const KERNELS = createReferenceKernels("float64");

function createParameters() {
  const values = Float64Array.of(3, -4, 100);
  return { values, gradients: Float64Array.of(1, 1, 1), weights: 2 };
}

Deno.test("addPenalty is 0.5·l2·ΣW² with gradient l2·W, over weights alone", () => {
  const parameters = createParameters();
  assertEquals(addPenalty(0.5, KERNELS, parameters), 6.25);
  assertEquals(parameters.gradients, Float64Array.of(2.5, -1, 1));
});

Deno.test("addPenalty of l2 = 0 is 0, also where a weight is infinite", () => {
  const parameters = createParameters();
  parameters.values[0] = Infinity;
  assertEquals(addPenalty(0, KERNELS, parameters), 0);
  assertEquals(parameters.gradients, Float64Array.of(1, 1, 1));
});
