import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { type Fans, layOutParameters } from "@samebit/layers";
import { createStream } from "@samebit/random";
import { createReferenceKernels, type Shape } from "@samebit/tensors";
import { initialize } from "../initialization.ts";
import { orthonormalize } from "./orthonormal.ts";

/** The first numbers of a weight of a shape. */
function draw(shape: Shape, fans: Fans, gain: number, seed = 1): Float64Array {
  const weight = { name: "W1", shape, role: "weight", fans } as const;
  const { entries } = layOutParameters([weight], createReferenceKernels("float64"));
  initialize({ kind: "orthogonal", gain }, entries, (name) => createStream(seed, name));
  return Float64Array.from(entries[0]!.value.data);
}

/** How far the products of some vectors among themselves are from `square` times the unit matrix. */
function distanceFromOrthogonal(vectors: readonly (readonly number[])[], square: number): number {
  return Math.max(
    ...vectors.flatMap((a, i) =>
      vectors.map((b, j) => {
        const product = a.reduce((sum, value, k) => sum + value * b[k]!, 0);
        return Math.abs(product - (i === j ? square : 0));
      })
    ),
  );
}

/** The rows, or the columns, of a matrix. */
function vectorsOf(matrix: Float64Array, columns: number, along: "rows" | "columns"): number[][] {
  const rows = Array.from(
    { length: matrix.length / columns },
    (_, r) => Array.from(matrix.subarray(r * columns, (r + 1) * columns)),
  );
  return along === "rows" ? rows : rows[0]!.map((_, c) => rows.map((row) => row[c]!));
}

Deno.test("orthogonal gives an affine layer orthogonal columns, or rows if there are fewer", () => {
  for (
    const [inputs, outputs, along] of [[9, 5, "columns"], [5, 9, "rows"], [6, 6, "rows"]] as const
  ) {
    const matrix = draw([inputs, outputs], { in: inputs, out: outputs }, Math.sqrt(2));
    const error = distanceFromOrthogonal(vectorsOf(matrix, outputs, along), 2);
    assert(error < 1e-14, `[${inputs}, ${outputs}] is off by ${error}`);
  }
});

Deno.test("orthogonal takes each group of a convolution for itself", () => {
  const [groups, filters, channels, kernel] = [3, 4, 2, 2];
  const shape = [groups * filters, channels, kernel, kernel];
  const fans = { in: channels * kernel * kernel, out: filters * kernel * kernel };
  const rows = vectorsOf(draw(shape, fans, 1), fans.in, "rows");
  for (let g = 0; g < groups; g++) {
    const own = rows.slice(g * filters, (g + 1) * filters);
    assert(distanceFromOrthogonal(own, 1) < 1e-14);
  }
  assert(distanceFromOrthogonal(rows, 1) > 0.1);
});

Deno.test("orthogonal of one number is gain or its negative, by its normal number", () => {
  const values = [1, 2, 3, 4, 5, 6].map((seed) => draw([1, 1], { in: 1, out: 1 }, 3, seed)[0]!);
  assert(values.every((value) => Math.abs(value) === 3));
  assertEquals(new Set(values).size, 2);
});

Deno.test("orthonormalize keeps the first vector's direction, and what vectors span", () => {
  const vectors = Float64Array.of(3, 4, 0, 1, 1, 0);
  orthonormalize(vectors, 3);
  [0.6, 0.8, 0, 0.8, -0.6, 0].forEach((value, i) => assertAlmostEquals(vectors[i]!, value, 1e-15));
});

Deno.test("orthonormalize keeps vectors apart that begin nearly the same", () => {
  const vectors = Float64Array.of(1, 1e-9, 0, 1, 0, 1e-9, 1, 1e-9, 1e-9);
  orthonormalize(vectors, 3);
  assert(distanceFromOrthogonal(vectorsOf(vectors, 3, "rows"), 1) < 1e-15 * 4);
});
