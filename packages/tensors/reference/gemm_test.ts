import { assertEquals } from "@std/assert";
import { createReferenceKernels } from "./mod.ts";

const kernels = createReferenceKernels();

Deno.test("gemm multiplies 2x2 matrices in all transpose forms", () => {
  const a = Float32Array.of(1, 2, 3, 4);
  const b = Float32Array.of(5, 6, 7, 8);
  const products = {
    "a·b": [19, 22, 43, 50],
    "aᵀ·b": [26, 30, 38, 44],
    "a·bᵀ": [17, 23, 39, 53],
    "aᵀ·bᵀ": [23, 31, 34, 46],
  };
  const forms = [[false, false], [true, false], [false, true], [true, true]] as const;
  const actual = forms.map(([transposeA, transposeB]) => {
    const c = kernels.allocate(4);
    kernels.gemm(transposeA, transposeB, 2, 2, 2, a, b, c);
    return [...c];
  });
  assertEquals(actual, Object.values(products));
});

Deno.test("gemm overwrites c, also with +0 where k is 0", () => {
  const c = Float32Array.of(7, 7, 7);
  kernels.gemm(false, false, 1, 2, 0, kernels.allocate(0), kernels.allocate(0), c);
  assertEquals([...c], [0, 0, 7]);
});

Deno.test("gemm rounds the product before it adds, and adds k in increasing order", () => {
  const c = kernels.allocate(1);
  // (1 + 2^-12)² is 1 + 2^-11 + 2^-24, and rounds to 1 + 2^-11; fused, 2^-24 would be left
  const x = 1 + 2 ** -12;
  const notFused = [Float32Array.of(-(1 + 2 ** -11), x), Float32Array.of(1, x)];
  kernels.gemm(false, false, 1, 1, 2, notFused[0], notFused[1], c);
  assertEquals(c[0], 0);
  // from the left, 2^-24 is lost against 1 twice; from the right, 2^-23 would be left
  const ordered = [Float32Array.of(1, 2 ** -24, 2 ** -24), Float32Array.of(1, 1, 1)];
  kernels.gemm(false, false, 1, 1, 3, ordered[0], ordered[1], c);
  assertEquals(c[0], 1);
});

Deno.test("addBias adds one number to each column", () => {
  const x = Float32Array.of(1, 2, 3, 4);
  kernels.addBias(x, Float32Array.of(10, 20), 2, 2);
  assertEquals([...x], [11, 22, 13, 24]);
});
