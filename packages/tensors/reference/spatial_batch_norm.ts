/**
 * Batch normalization of images: each channel by its mean and variance over images and pixels.
 * Ioffe and Szegedy 2015, section 3.2.
 */
import type { Floats, Kernels } from "../kernels.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { createPlaneSums } from "./plane_sums.ts";

type SpatialBatchNorm =
  | "spatialBatchNorm"
  | "spatialBatchNormInference"
  | "spatialBatchNormBackward";

/** The kernels in the given arithmetic. */
export function createSpatialBatchNorm(
  arithmetic: Arithmetic,
): Pick<Kernels, SpatialBatchNorm> {
  const { round } = arithmetic;
  const { planeSum, eachPixel } = createPlaneSums(arithmetic);

  /** The chain over images of the plane sums of what `term` gives for the pixels of a channel. */
  function sumOfChannel(
    [rows, channels, pixels]: readonly [number, number, number],
    c: number,
    term: (i: number) => number,
  ): number {
    let sum = 0;
    for (let n = 0; n < rows; n++) {
      sum = round(sum + planeSum((n * channels + c) * pixels, pixels, term));
    }
    return sum;
  }

  function inverseOf(variance: number, epsilon: number): number {
    return round(1 / round(Math.sqrt(round(variance + round(epsilon)))));
  }

  /** y = gamma·((x − mean)·inverse) + beta, of one channel. */
  function transform(
    x: Floats,
    y: Floats,
    sizes: readonly [number, number, number],
    c: number,
    [gamma, beta, mean, inverse]: readonly [number, number, number, number],
  ): void {
    eachPixel(sizes, c, (i) => {
      const normalized = round(round(x[i] - mean) * inverse);
      y[i] = round(gamma * normalized) + beta;
    });
  }

  return {
    spatialBatchNorm(x, gamma, beta, epsilon, y, mean, variance, inverse, ...sizes) {
      const [rows, channels, pixels] = sizes;
      const count = round(rows * pixels);
      for (let c = 0; c < channels; c++) {
        mean[c] = sumOfChannel(sizes, c, (i) => x[i]) / count;
        variance[c] = sumOfChannel(sizes, c, (i) => {
          const d = round(x[i] - mean[c]);
          return round(d * d);
        }) / count;
        inverse[c] = inverseOf(variance[c], epsilon);
        transform(x, y, sizes, c, [gamma[c], beta[c], mean[c], inverse[c]]);
      }
    },

    spatialBatchNormInference(x, gamma, beta, mean, variance, epsilon, y, ...sizes) {
      for (let c = 0; c < sizes[1]; c++) {
        const inverse = inverseOf(variance[c], epsilon);
        transform(x, y, sizes, c, [gamma[c], beta[c], mean[c], inverse]);
      }
    },

    spatialBatchNormBackward(yGrad, x, gamma, mean, inverse, xGrad, gammaGrad, betaGrad, ...sizes) {
      const [rows, channels, pixels] = sizes;
      const count = round(rows * pixels);
      for (let c = 0; c < channels; c++) {
        const normalized = (i: number) => round(round(x[i] - mean[c]) * inverse[c]);
        betaGrad[c] = sumOfChannel(sizes, c, (i) => yGrad[i]);
        gammaGrad[c] = sumOfChannel(sizes, c, (i) => round(yGrad[i] * normalized(i)));
        const f = round(round(gamma[c] * inverse[c]) / count);
        eachPixel(sizes, c, (i) => {
          const centred = round(round(count * yGrad[i]) - betaGrad[c]);
          xGrad[i] = f * round(centred - round(normalized(i) * gammaGrad[c]));
        });
      }
    },
  };
}
