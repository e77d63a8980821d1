import { assertEquals } from "@std/assert";
import { createReferenceKernels } from "./mod.ts";

const kernels = createReferenceKernels();

Deno.test("columnSums and rowSums add the columns and the rows of a 2x2 matrix", () => {
  const x = Float32Array.of(1, 2, 3, 4);
  const [columns, rows] = [kernels.allocate(2), kernels.allocate(2)];
  kernels.columnSums(x, columns, 2, 2);
  kernels.rowSums(x, rows, 2, 2);
  assertEquals([...columns], [4, 6]);
  assertEquals([...rows], [3, 7]);
});

Deno.test("columnSums adds rows in increasing order", () => {
  const out = kernels.allocate(1);
  kernels.columnSums(Float32Array.of(1, 2 ** -24, 2 ** -24), out, 3, 1);
  assertEquals(out[0], 1);
});

Deno.test("rowSums keeps 16 partial sums and folds 8, 4, 2 and 1 apart", () => {
  /** 1 at index 0 and 2^-24 at two other indices of one row of 40. */
  function sumWithTinyAt(first: number, second: number): number {
    const x = new Float32Array(40);
    x[0] = 1;
    x[first] = x[second] = 2 ** -24;
    const out = kernels.allocate(1);
    kernels.rowSums(x, out, 1, 40);
    return out[0];
  }
  // in one lane, or folded together before they meet the 1, the two make 2^-23, which counts
  for (const [first, second] of [[1, 17], [1, 9], [1, 5], [1, 3], [7, 39], [2, 6]]) {
    assertEquals(sumWithTinyAt(first, second), 1 + 2 ** -23);
  }
  // each alone is lost against the 1: in its lane, or on the way of the fold
  for (const [first, second] of [[16, 32], [8, 4], [4, 2], [2, 1], [16, 1]]) {
    assertEquals(sumWithTinyAt(first, second), 1);
  }
});

Deno.test("rowSums and sumOfSquares of nothing are +0", () => {
  const out = Float32Array.of(5, 5);
  kernels.rowSums(kernels.allocate(0), out, 2, 0);
  assertEquals([...out], [0, 0]);
  assertEquals(kernels.sumOfSquares(kernels.allocate(0), 0), 0);
});

Deno.test("sumOfSquares rounds each square before the sum", () => {
  assertEquals(kernels.sumOfSquares(Float32Array.of(3, 4), 2), 25);
  const x = 1 + 2 ** -12;
  assertEquals(kernels.sumOfSquares(Float32Array.of(x), 1), 1 + 2 ** -11);
  assertEquals(createReferenceKernels("float64").sumOfSquares(Float64Array.of(x), 1), x * x);
});
