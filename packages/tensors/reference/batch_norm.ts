/**
 * Batch normalization: each column by its mean and variance over the rows.
 * Ioffe and Szegedy 2015, section 3.
 */
import type { Floats, Kernels } from "../kernels.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { sumColumns } from "./sums.ts";

type BatchNorm = "batchNorm" | "batchNormInference" | "batchNormBackward";

/** The batch normalization kernels in the given arithmetic. */
export function createBatchNorm({ round, allocate }: Arithmetic): Pick<Kernels, BatchNorm> {
  /** out[c] = 1 / sqrt(variance[c] + epsilon). */
  function invert(variance: Floats, epsilon: number, out: Floats, columns: number): void {
    const small = round(epsilon);
    for (let c = 0; c < columns; c++) out[c] = 1 / round(Math.sqrt(round(variance[c] + small)));
  }

  return {
    batchNorm(
      x,
      gamma,
      beta,
      epsilon,
      y,
      normalized,
      mean,
      variance,
      inverse,
      rows,
      columns,
    ) {
      const count = round(rows);
      sumColumns(x, mean, rows, columns);
      for (let c = 0; c < columns; c++) mean[c] /= count;
      variance.fill(0, 0, columns);
      for (let r = 0; r < rows; r++) {
        for (let c = 0; c < columns; c++) {
          const d = round(x[r * columns + c] - mean[c]);
          variance[c] += round(d * d);
        }
      }
      for (let c = 0; c < columns; c++) variance[c] /= count;
      invert(variance, epsilon, inverse, columns);
      for (let r = 0; r < rows; r++) {
        for (let c = 0; c < columns; c++) {
          const i = r * columns + c;
          normalized[i] = round(x[i] - mean[c]) * inverse[c];
          y[i] = round(gamma[c] * normalized[i]) + beta[c];
        }
      }
    },

    batchNormInference(x, gamma, beta, mean, variance, epsilon, y, rows, columns) {
      const inverse = allocate(columns);
      invert(variance, epsilon, inverse, columns);
      for (let r = 0; r < rows; r++) {
        for (let c = 0; c < columns; c++) {
          const i = r * columns + c;
          const normalized = round(round(x[i] - mean[c]) * inverse[c]);
          y[i] = round(gamma[c] * normalized) + beta[c];
        }
      }
    },

    batchNormBackward(
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
      const count = round(rows);
      const f = allocate(columns);
      for (let c = 0; c < columns; c++) f[c] = round(gamma[c] * inverse[c]) / count;
      sumColumns(yGrad, betaGrad, rows, columns);
      gammaGrad.fill(0, 0, columns);
      for (let r = 0; r < rows; r++) {
        for (let c = 0; c < columns; c++) {
          const i = r * columns + c;
          gammaGrad[c] += round(yGrad[i] * normalized[i]);
        }
      }
      for (let r = 0; r < rows; r++) {
        for (let c = 0; c < columns; c++) {
          const i = r * columns + c;
          const centred = round(round(count * yGrad[i]) - betaGrad[c]);
          xGrad[i] = f[c] * round(centred - round(normalized[i] * gammaGrad[c]));
        }
      }
    },
  };
}
