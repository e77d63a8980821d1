/**
 * Reductions: the column chain and the lane sum of the contract, and the kernels made of them.
 */
import type { Floats, Kernels } from "../kernels.ts";
import type { Arithmetic } from "./arithmetic.ts";

/** Sums `x[start], ..., x[start + n − 1]` in the order of the contract. */
export type LaneSum = (x: Floats, start: number, n: number) => number;

const LANES = 16;

/** The lane sum in the given arithmetic. */
export function createLaneSum({ round, allocate }: Arithmetic): LaneSum {
  return (x, start, n) => {
    const partial = allocate(LANES);
    for (let i = 0; i < n; i++) partial[i % LANES] += x[start + i];
    for (const half of [8, 4, 2]) {
      for (let j = 0; j < half; j++) partial[j] += partial[j + half];
    }
    return round(partial[0] + partial[1]);
  };
}

/** out[c] = the sum of x[r, c] over the rows in increasing order. */
export function sumColumns(x: Floats, out: Floats, rows: number, columns: number): void {
  out.fill(0, 0, columns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) out[c] += x[r * columns + c];
  }
}

/** The reduction kernels in the given arithmetic. */
export function createSums(
  arithmetic: Arithmetic,
): Pick<Kernels, "columnSums" | "rowSums" | "sumOfSquares"> {
  const laneSum = createLaneSum(arithmetic);
  return {
    columnSums: sumColumns,

    rowSums(x, out, rows, columns) {
      for (let r = 0; r < rows; r++) out[r] = laneSum(x, r * columns, columns);
    },

    sumOfSquares(x, n) {
      const squares = arithmetic.allocate(n);
      for (let i = 0; i < n; i++) squares[i] = x[i] * x[i];
      return laneSum(squares, 0, n);
    },
  };
}
