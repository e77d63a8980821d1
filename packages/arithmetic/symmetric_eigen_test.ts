import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { symmetricEigen } from "./symmetric_eigen.ts";

/** A symmetric matrix of numbers about −1 to 1. */
function sample(size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    return (((Math.min(i, j) * 37 + Math.max(i, j) * 101) % 64) - 32) / 32;
  });
}

Deno.test("symmetricEigen puts a matrix together again, with vectors of length 1", () => {
  const size = 27;
  const matrix = sample(size);
  const { values, vectors } = symmetricEigen(matrix, size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let [made, product] = [0, 0];
      for (let k = 0; k < size; k++) {
        made += values[k]! * vectors[k * size + i]! * vectors[k * size + j]!;
        product += vectors[i * size + k]! * vectors[j * size + k]!;
      }
      assertAlmostEquals(made, matrix[i * size + j]!, 1e-13);
      assertAlmostEquals(product, i === j ? 1 : 0, 1e-13);
    }
  }
  assert(values.every((value, i) => i === 0 || value <= values[i - 1]!));
});

Deno.test("symmetricEigen of two correlated numbers finds their sum and difference", () => {
  const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
  values.forEach((value, i) => assertAlmostEquals(value, [3, 1][i]!, 1e-15));
  vectors.forEach((number, i) =>
    assertAlmostEquals(number, [1, 1, 1, -1][i]! * Math.SQRT1_2, 1e-15)
  );
});

Deno.test("symmetricEigen of zeros is zeros, in the order of the axes", () => {
  const { values, vectors } = symmetricEigen(new Float64Array(4), 2);
  assertEquals([[...values], [...vectors]], [[0, 0], [1, 0, 0, 1]]);
});
