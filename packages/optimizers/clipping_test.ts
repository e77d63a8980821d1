import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createReferenceKernels, type Kernels } from "@samebit/tensors";
import { clipGradients, type ClippingConfig } from "./clipping.ts";

function clipped(config: ClippingConfig, gradients: readonly number[]): number[] {
  const array = Float64Array.from(gradients);
  clipGradients(config, createReferenceKernels("float64"), array, array.length);
  return Array.from(array);
}

Deno.test("clipGradients of kind none changes nothing", () => {
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
    "clipping by global-norm: limit cannot be 0; wanted a number above 0",
  );
});

const KERNELS = (["float32", "float64"] as const).map((name) => createReferenceKernels(name));

/** Gradients after clipping by global norm, as float64 numbers. */
function clippedIn(kernels: Kernels, limit: number, gradients: readonly number[]) {
  const array = kernels.allocate(gradients.length);
  array.set(gradients);
  clipGradients({ kind: "global-norm", limit }, kernels, array, array.length);
  return Array.from(array);
}

for (const kernels of KERNELS) {
  const [huge, small] = kernels.precision === "float32" ? [2 ** 127, 2 ** -149] : [
    2 ** 1023,
    2 ** -1074,
  ];

  Deno.test(`clipGradients holds for every size of finite gradients in ${kernels.precision}`, () => {
    const sizes = kernels.precision === "float32"
      ? [huge, 1e21, 1e19, 1, 1e-15, 1e-22, 1e-30]
      : [huge, 1e200, 1e155, 1, 1e-155, 1e-170, 1e-300];
    for (const size of sizes) {
      for (const limit of [size, size * 1e-3, size * 1e-10]) {
        const [a, b] = clippedIn(kernels, limit, [size, -size]);
        assertAlmostEquals(a! / limit, Math.SQRT1_2, 1e-3, `${size} by ${limit}`);
        assertEquals(b, -a!);
      }
    }
  });

  Deno.test(`clipGradients leaves what is below the limit in ${kernels.precision}`, () => {
    for (const size of [huge, small, 2 ** -100]) {
      assertEquals(clippedIn(kernels, 1.7e308, [size, -size]), [size, -size]);
    }
    assertEquals(clippedIn(kernels, 1, [0, -0]), [0, -0]);
    assertEquals(clippedIn(kernels, 1, [huge, Infinity]), [huge, Infinity]);
    assertEquals(clippedIn(kernels, 1, [huge, NaN]), [huge, NaN]);
  });

  Deno.test(`clipGradients keeps a factor below the normal numbers in ${kernels.precision}`, () => {
    const limit = kernels.precision === "float32" ? 1e-10 : 1e-100;
    const [a] = clippedIn(kernels, limit, [huge, huge]);
    assertAlmostEquals(a! / limit, Math.SQRT1_2, 1e-6);
  });
}
