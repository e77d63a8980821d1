/**
 * Weights as matrices, for update rules that treat them as such: where each is in the flat arrays
 * (`docs/contracts/6-network.md`, section 6.3), and which of its axes counts outputs.
 */
import type { ParameterDeclaration } from "@samebit/layers";
import { sizeOf } from "@samebit/tensors";

/** A weight matrix in the flat arrays, row by row. */
export interface WeightMatrix {
  /** The index of its first number. */
  readonly start: number;
  /** The number of its rows. */
  readonly rows: number;
  /** The number of its columns. */
  readonly columns: number;
  /** Which axis counts outputs: the columns of an affine layer, the rows of a convolution. */
  readonly outputs: "rows" | "columns";
}

/**
 * The weights among the parameters, in their order in memory: W of an affine layer as [inputs,
 * outputs], the filters of a convolution as [filters, everything else].
 */
export function weightMatrices(parameters: readonly ParameterDeclaration[]): WeightMatrix[] {
  let start = 0;
  return parameters.filter(({ role }) => role === "weight").map(({ shape }) => {
    const [rows] = shape as [number];
    const matrix: WeightMatrix = {
      start,
      rows,
      columns: sizeOf(shape) / rows,
      outputs: shape.length === 2 ? "columns" : "rows",
    };
    start += rows * matrix.columns;
    return matrix;
  });
}
