/**
 * Batch and layer normalization as calls into the module.
 */
import type { Kernels } from "../kernels.ts";
import type { WasmContext } from "./context.ts";

type NormalizationOperation =
  | ("batchNorm" | "batchNormInference" | "batchNormBackward")
  | ("layerNorm" | "layerNormBackward");

/** The normalization operations. */
export function createNormalizationOperations(
  { call, memory: { at } }: WasmContext,
): Pick<Kernels, NormalizationOperation> {
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
      call.batchNorm(
        at("batchNorm", "x", x, rows * columns),
        at("batchNorm", "gamma", gamma, columns),
        at("batchNorm", "beta", beta, columns),
        at("batchNorm", "y", y, rows * columns),
        at("batchNorm", "normalized", normalized, rows * columns),
        at("batchNorm", "mean", mean, columns),
        at("batchNorm", "variance", variance, columns),
        at("batchNorm", "inverse", inverse, columns),
        rows,
        columns,
        rows,
        epsilon,
      );
    },

    batchNormInference(x, gamma, beta, mean, variance, epsilon, y, rows, columns) {
      call.batchNormInference(
        at("batchNormInference", "x", x, rows * columns),
        at("batchNormInference", "gamma", gamma, columns),
        at("batchNormInference", "beta", beta, columns),
        at("batchNormInference", "mean", mean, columns),
        at("batchNormInference", "variance", variance, columns),
        at("batchNormInference", "y", y, rows * columns),
        rows,
        columns,
        epsilon,
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
      call.batchNormBackward(
        at("batchNormBackward", "yGrad", yGrad, rows * columns),
        at("batchNormBackward", "normalized", normalized, rows * columns),
        at("batchNormBackward", "gamma", gamma, columns),
        at("batchNormBackward", "inverse", inverse, columns),
        at("batchNormBackward", "xGrad", xGrad, rows * columns),
        at("batchNormBackward", "gammaGrad", gammaGrad, columns),
        at("batchNormBackward", "betaGrad", betaGrad, columns),
        rows,
        columns,
        rows,
      );
    },

    layerNorm(x, gamma, beta, epsilon, y, normalized, inverse, rows, columns) {
      call.layerNorm(
        at("layerNorm", "x", x, rows * columns),
        at("layerNorm", "gamma", gamma, columns),
        at("layerNorm", "beta", beta, columns),
        at("layerNorm", "y", y, rows * columns),
        at("layerNorm", "normalized", normalized, rows * columns),
        at("layerNorm", "inverse", inverse, rows),
        rows,
        columns,
        columns,
        epsilon,
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
      call.layerNormBackward(
        at("layerNormBackward", "yGrad", yGrad, rows * columns),
        at("layerNormBackward", "normalized", normalized, rows * columns),
        at("layerNormBackward", "gamma", gamma, columns),
        at("layerNormBackward", "inverse", inverse, rows),
        at("layerNormBackward", "xGrad", xGrad, rows * columns),
        at("layerNormBackward", "gammaGrad", gammaGrad, columns),
        at("layerNormBackward", "betaGrad", betaGrad, columns),
        rows,
        columns,
        columns,
      );
    },
  };
}
