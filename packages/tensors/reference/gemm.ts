/**
 * The matrix product and the bias after it. Row i of c grows by one row of b for each k, so that
 * each element is one chain over k, and the inner loop runs along rows.
 */
import type { Floats, Kernels } from "../kernels.ts";
import type { Arithmetic, Round } from "./arithmetic.ts";

/** The matrix kernels in the given arithmetic. */
export function createGemm({ round, allocate }: Arithmetic): Pick<Kernels, "gemm" | "addBias"> {
  return {
    gemm(transposeA, transposeB, m, n, k, a, b, c) {
      const left = transposeA ? transpose(a, k, m, allocate(m * k)) : a;
      const right = transposeB ? transpose(b, n, k, allocate(k * n)) : b;
      c.fill(0, 0, m * n);
      for (let i = 0; i < m; i++) {
        for (let p = 0; p < k; p++) {
          addScaledRow(round, left[i * k + p], right, p * n, c, i * n, n);
        }
      }
    },

    addBias(x, bias, rows, columns) {
      for (let r = 0; r < rows; r++) {
        for (let c = 0; c < columns; c++) x[r * columns + c] += bias[c];
      }
    },
  };
}

/** to[j] = to[j] + factor·from[j] along one row. */
function addScaledRow(
  round: Round,
  factor: number,
  from: Floats,
  fromStart: number,
  to: Floats,
  toStart: number,
  length: number,
): void {
  for (let j = 0; j < length; j++) {
    to[toStart + j] += round(factor * from[fromStart + j]);
  }
}

/** out[c, r] = x[r, c] for `x: [rows, columns]`. */
function transpose(x: Floats, rows: number, columns: number, out: Floats): Floats {
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) out[c * rows + r] = x[r * columns + c];
  }
  return out;
}
