import { assertEquals } from "@std/assert";
import { createReferenceKernels } from "./mod.ts";

const kernels = createReferenceKernels();

Deno.test("relu cuts below zero, makes −0 +0 and keeps NaN", () => {
  const y = kernels.allocate(5);
  kernels.relu(Float32Array.of(-1, 2, -0, -Infinity, NaN), y, 5);
  assertEquals([...new Uint32Array(y.buffer)].slice(0, 4), [0, 0x40000000, 0, 0]);
  assertEquals(y[4], NaN);
});

Deno.test("reluBackward lets the gradient through where the output was above zero", () => {
  const xGrad = kernels.allocate(4);
  kernels.reluBackward(Float32Array.of(0, 2, NaN, 1), Float32Array.of(5, 6, 7, -8), xGrad, 4);
  assertEquals([...xGrad], [0, 6, 0, -8]);
});
