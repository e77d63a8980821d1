import { assertEquals, assertThrows } from "@std/assert";
import { createReferenceKernels } from "@samebit/tensors";
import { type AveragingConfig, createAverages } from "./averaging.ts";

const kernels = createReferenceKernels("float64");
const exponential = (decay: number): AveragingConfig => ({ kind: "exponential", decay });

Deno.test("createAverages forgets the first weights sooner than its decay says", () => {
  const weights = Float64Array.of(0);
  const averages = createAverages(exponential(0.9), kernels, { weights });
  weights[0] = 1;
  averages.update(1);
  // (1 + 1) / (10 + 1) is kept of the 0.
  assertEquals(averages.arrays["weights"], Float64Array.of(1 - 2 / 11));
});

Deno.test("createAverages keeps the share of its decay later on", () => {
  const weights = Float64Array.of(0);
  const averages = createAverages(exponential(0.75), kernels, { weights });
  weights[0] = 1;
  averages.update(1000);
  averages.update(1001);
  assertEquals(averages.arrays["weights"], Float64Array.of(0.4375));
});

Deno.test("createAverages exchanges arrays and averages, and puts them back", () => {
  const [a, b] = [Float64Array.of(1, 2), Float64Array.of(3)];
  const averages = createAverages(exponential(0), kernels, { a, b });
  a.set([5, 6]);
  averages.exchange();
  assertEquals([a, b], [Float64Array.of(1, 2), Float64Array.of(3)]);
  assertEquals(averages.arrays, { a: Float64Array.of(5, 6), b: Float64Array.of(3) });
  averages.exchange();
  assertEquals(a, Float64Array.of(5, 6));
});

Deno.test("createAverages has no averages if nothing is averaged", () => {
  const a = Float64Array.of(1);
  const averages = createAverages({ kind: "none" }, kernels, { a });
  averages.update(1);
  averages.exchange();
  assertEquals([averages.arrays, a], [{}, Float64Array.of(1)]);
});

Deno.test("createAverages refuses a decay of 1", () => {
  assertThrows(
    () => createAverages(exponential(1), kernels, { a: Float64Array.of(1) }),
    RangeError,
    "decay cannot be 1; wanted a number from 0 to below 1",
  );
});
