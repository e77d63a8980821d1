import { assertEquals } from "@std/assert";
import { TRAINING } from "@samebit/layers/testing";
import { createReferenceKernels } from "@samebit/tensors";
import { createLoss } from "./registry.ts";

Deno.test("hinge adds up the margins that are broken and counts them in the gradient", () => {
  const kernels = createReferenceKernels("float64");
  const loss = createLoss({ kind: "hinge" }, { kernels, maxRows: 2, outputs: 3 });
  loss.forward(Float64Array.of(3, 2.5, 1, 0, 4, 3.5), Uint16Array.of(0, 2), 2, TRAINING);
  assertEquals(Array.from(loss.losses), [0.5, 1.5]);
  assertEquals(Array.from(loss.scoresGrad).map((value) => value + 0), [-0.5, 0.5, 0, 0, 0.5, -0.5]);
});
