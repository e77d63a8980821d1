import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createReferenceKernels } from "@samebit/tensors";
import { clipGradients, type ClippingConfig } from "./clipping.ts";

function clipped(config: ClippingConfig, gradients: readonly number[]): number[] {
  const array = Float64Array.from(gradients);
  clipGradients(config, createReferenceKernels("float64"), array, array.length);
  return Array.from(array);
}

Deno.test("clipGradients of none leaves all as it is", () => {
  assertEquals(clipped({ kind: "none" }, [1e30, -3]), [1e30, -3]);
});

Deno.test("clipGradients by value limits each number for itself", () => {
  assertEquals(clipped({ kind: "value", limit: 2 }, [3, -4, 1, -2]), [2, -2, 1, -2]);
});

Deno.test("clipGradients by global norm scales what is longer than the limit", () => {
  const config = { kind: "global-norm", limit: 1 } as const;
  const [a, b] = clipped(config, [3, -4]);
  assertAlmostEquals(a!, 0.6, 1e-15);
  assertAlmostEquals(b!, -0.8, 1e-15);
  assertEquals(clipped(config, [0.6, -0.7]), [0.6, -0.7]);
  assertEquals(clipped({ ...config, limit: 5 }, [3, -4]), [3, -4]);
});

Deno.test("clipGradients looks at the first n numbers alone", () => {
  const gradients = Float64Array.of(3, -4, 100);
  const kernels = createReferenceKernels("float64");
  clipGradients({ kind: "global-norm", limit: 2.5 }, kernels, gradients, 2);
  assertEquals(gradients, Float64Array.of(1.5, -2, 100));
});

Deno.test("clipGradients by global norm does not hide a norm that is not finite", () => {
  const config = { kind: "global-norm", limit: 1 } as const;
  assertEquals(clipped(config, [NaN, 2]), [NaN, 2]);
  assertEquals(clipped(config, [Infinity, 2]), [Infinity, 2]);
});

Deno.test("clipGradients refuses a limit that is not above 0", () => {
  assertThrows(
    () => clipped({ kind: "global-norm", limit: 0 }, [1]),
    RangeError,
    "Cannot use clipping by global-norm: limit is 0, but must be above 0",
  );
});
