/**
 * Orthogonal weights (Saxe, McClelland and Ganguli 2014, section 3): a matrix whose columns, or
 * rows where there are fewer of those, are orthogonal and `gain` long, so that a deep network
 * initially rotates its input and stretches no direction more than another.
 *
 * The matrix is that of an affine layer, or of each group of a convolution, [filters,
 * channels·taps]. Its normal numbers are made orthonormal, which makes every rotation equally
 * likely, and multiplied by gain: √2 compensates for the half of the numbers that a rectifier
 * removes; 1 keeps lengths.
 */
import { POSITIVE } from "@samebit/input";
import { sizeOf } from "@samebit/tensors";
import { type InitializationKind, normalsOf, type Weight } from "./initialization_kind.ts";
import { orthonormalize } from "./orthonormal.ts";

const FIELDS = {
  gain: {
    holds: POSITIVE,
    default: 1.4142135623730951, // √2
    about: "The length of every orthogonal row or column of a weight matrix",
  },
} as const;

/** gain times an orthonormal matrix. */
export const orthogonal: InitializationKind<typeof FIELDS> = {
  fields: FIELDS,
  draw({ gain }, weights, stream) {
    for (const weight of weights) {
      const { rows, columns } = matrixOf(weight);
      const numbers = normalsOf(weight, stream);
      for (let at = 0; at < numbers.length; at += rows * columns) {
        makeOrthonormal(numbers.subarray(at, at + rows * columns), rows, columns);
      }
      numbers.forEach((value, i) => weight.value.data[i] = gain * value);
    }
  },
};

/** The sizes of the matrix, or of each group's. */
function matrixOf({ shape, fans }: Weight): { rows: number; columns: number } {
  const taps = sizeOf(shape.slice(2));
  const columns = sizeOf(shape.slice(1));
  return { rows: fans.in * fans.out / taps / columns, columns };
}

function makeOrthonormal(matrix: Float64Array, rows: number, columns: number): void {
  if (rows <= columns) {
    orthonormalize(matrix, columns);
    return;
  }
  const turned = matrix.map((_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)]!);
  orthonormalize(turned, rows);
  turned.forEach((value, i) => matrix[(i % rows) * columns + Math.floor(i / rows)] = value);
}
