/**
 * Batch and layer normalization, as calls into the library.
 */
import type { Kernels } from "../kernels.ts";
import type { NativeContext } from "./context.ts";

type NormalizationOperation =
  | ("batchNorm" | "batchNormInference" | "batchNormBackward")
  | ("layerNorm" | "layerNormBackward");

/** The normalizations. */
export function createNormalizationOperations(
  { call, team, guard }: NativeContext,
): Pick<Kernels, NormalizationOperation> {
  const { sizes, floats } = guard;
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
      sizes("batchNorm", rows, columns);
      call.batchNorm(
        team,
        floats("batchNorm", "x", x, rows * columns),
        floats("batchNorm", "gamma", gamma, columns),
        floats("batchNorm", "beta", beta, columns),
        epsilon,
        floats("batchNorm", "y", y, rows * columns),
        floats("batchNorm", "normalized", normalized, rows * columns),
        floats("batchNorm", "mean", mean, columns),
        floats("batchNorm", "variance", variance, columns),
        floats("batchNorm", "inverse", inverse, columns),
        rows,
        columns,
      );
    },

    batchNormInference(x, gamma, beta, mean, variance, epsilon, y, rows, columns) {
      sizes("batchNormInference", rows, columns);
      call.batchNormInference(
        floats("batchNormInference", "x", x, rows * columns),
        floats("batchNormInference", "gamma", gamma, columns),
        floats("batchNormInference", "beta", beta, columns),
        floats("batchNormInference", "mean", mean, columns),
        floats("batchNormInference", "variance", variance, columns),
        epsilon,
        floats("batchNormInference", "y", y, rows * columns),
        rows,
        columns,
      );
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
      sizes("batchNormBackward", rows, columns);
      call.batchNormBackward(
        team,
        floats("batchNormBackward", "yGrad", yGrad, rows * columns),
        floats("batchNormBackward", "normalized", normalized, rows * columns),
        floats("batchNormBackward", "gamma", gamma, columns),
        floats("batchNormBackward", "inverse", inverse, columns),
        floats("batchNormBackward", "xGrad", xGrad, rows * columns),
        floats("batchNormBackward", "gammaGrad", gammaGrad, columns),
        floats("batchNormBackward", "betaGrad", betaGrad, columns),
        rows,
        columns,
      );
    },

    layerNorm(x, gamma, beta, epsilon, y, normalized, inverse, rows, columns) {
      sizes("layerNorm", rows, columns);
      call.layerNorm(
        floats("layerNorm", "x", x, rows * columns),
        floats("layerNorm", "gamma", gamma, columns),
        floats("layerNorm", "beta", beta, columns),
        epsilon,
        floats("layerNorm", "y", y, rows * columns),
        floats("layerNorm", "normalized", normalized, rows * columns),
        floats("layerNorm", "inverse", inverse, rows),
        rows,
        columns,
      );
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
      sizes("layerNormBackward", rows, columns);
      call.layerNormBackward(
        floats("layerNormBackward", "yGrad", yGrad, rows * columns),
        floats("layerNormBackward", "normalized", normalized, rows * columns),
        floats("layerNormBackward", "gamma", gamma, columns),
        floats("layerNormBackward", "inverse", inverse, rows),
        floats("layerNormBackward", "xGrad", xGrad, rows * columns),
        floats("layerNormBackward", "gammaGrad", gammaGrad, columns),
        floats("layerNormBackward", "betaGrad", betaGrad, columns),
        rows,
        columns,
      );
    },
  };
}
