/**
 * Layer normalization: each row by its mean and variance over the columns.
 * Ba, Kiros and Hinton 2016, section 3.
 */
import type { Kernels } from "../kernels.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { createLaneSum, sumColumns } from "./sums.ts";

/** The layer normalization kernels in the given arithmetic. */
export function createLayerNorm(
  arithmetic: Arithmetic,
): Pick<Kernels, "layerNorm" | "layerNormBackward"> {
  const { round, allocate } = arithmetic;
  const laneSum = createLaneSum(arithmetic);
  return {
    layerNorm(x, gamma, beta, epsilon, y, normalized, inverse, rows, columns) {
      const count = round(columns);
      const small = round(epsilon);
      const d = allocate(columns);
      const squares = allocate(columns);
      for (let r = 0; r < rows; r++) {
        const row = r * columns;
        const mean = round(laneSum(x, row, columns) / count);
        for (let c = 0; c < columns; c++) {
          d[c] = x[row + c] - mean;
          squares[c] = d[c] * d[c];
        }
        const variance = round(laneSum(squares, 0, columns) / count);
        inverse[r] = 1 / round(Math.sqrt(round(variance + small)));
        for (let c = 0; c < columns; c++) {
          normalized[row + c] = d[c] * inverse[r];
          y[row + c] = round(gamma[c] * normalized[row + c]) + beta[c];
        }
      }
    },

    layerNormBackward(
      yGrad,
      normalized,
      gamma,
      inverse,
      xGrad,
      gammaGrad,
      betaGrad,
      rows,
      columns,
    ) {
      const count = round(columns);
      const g = allocate(columns);
      const products = allocate(columns);
      sumColumns(yGrad, betaGrad, rows, columns);
      gammaGrad.fill(0, 0, columns);
      for (let r = 0; r < rows; r++) {
        const row = r * columns;
        for (let c = 0; c < columns; c++) {
          gammaGrad[c] += round(yGrad[row + c] * normalized[row + c]);
          g[c] = yGrad[row + c] * gamma[c];
          products[c] = g[c] * normalized[row + c];
        }
        const s = laneSum(g, 0, columns);
        const t = laneSum(products, 0, columns);
        const f = round(inverse[r] / count);
        for (let c = 0; c < columns; c++) {
          const centred = round(round(count * g[c]) - s);
          xGrad[row + c] = f * round(centred - round(normalized[row + c] * t));
        }
      }
    },
  };
}
