/**
 * Group normalization: each group of channels of each image by its own mean and variance.
 * Wu and He 2018, section 3.
 */
import type { Kernels } from "../kernels.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { createPlaneSums } from "./plane_sums.ts";

/** The kernels in the given arithmetic. */
export function createGroupNorm(
  arithmetic: Arithmetic,
): Pick<Kernels, "groupNorm" | "groupNormBackward"> {
  const { round } = arithmetic;
  const { planeSum } = createPlaneSums(arithmetic);

  /** The chain over `planes` neighbouring planes, from one on, of what `term` gives for each. */
  function chain(planes: number, from: number, term: (plane: number) => number): number {
    let sum = 0;
    for (let c = 0; c < planes; c++) sum = round(sum + term(from + c));
    return sum;
  }

  return {
    groupNorm(x, gamma, beta, epsilon, y, mean, inverse, rows, groups, channels, pixels) {
      const count = round(channels * pixels);
      for (let i = 0; i < rows * groups; i++) {
        const first = i * channels;
        const sum = (term: (p: number) => number) =>
          chain(channels, first, (plane) => planeSum(plane * pixels, pixels, term));
        mean[i] = sum((p) => x[p]) / count;
        const squares = sum((p) => {
          const d = round(x[p] - mean[i]);
          return round(d * d);
        });
        const variance = round(squares / count);
        inverse[i] = 1 / round(Math.sqrt(round(variance + round(epsilon))));
        for (let p = first * pixels; p < (first + channels) * pixels; p++) {
          const c = Math.floor(p / pixels) % (groups * channels);
          const normalized = round(round(x[p] - mean[i]) * inverse[i]);
          y[p] = round(gamma[c] * normalized) + beta[c];
        }
      }
    },

    groupNormBackward(yGrad, x, gamma, mean, inverse, xGrad, gammaSums, betaSums, ...sizes) {
      const [rows, groups, channels, pixels] = sizes;
      const count = round(channels * pixels);
      for (let i = 0; i < rows * groups; i++) {
        const first = i * channels;
        const gammaOf = (plane: number) => gamma[plane % (groups * channels)];
        const normalized = (p: number) => round(round(x[p] - mean[i]) * inverse[i]);
        for (let plane = first; plane < first + channels; plane++) {
          betaSums[plane] = planeSum(plane * pixels, pixels, (p) => yGrad[p]);
          gammaSums[plane] = planeSum(
            plane * pixels,
            pixels,
            (p) => round(yGrad[p] * normalized(p)),
          );
        }
        const s = chain(channels, first, (plane) => round(betaSums[plane] * gammaOf(plane)));
        const t = chain(channels, first, (plane) => round(gammaSums[plane] * gammaOf(plane)));
        const f = round(inverse[i] / count);
        for (let p = first * pixels; p < (first + channels) * pixels; p++) {
          const g = round(yGrad[p] * gammaOf(Math.floor(p / pixels)));
          const centred = round(round(count * g) - s);
          xGrad[p] = f * round(centred - round(normalized(p) * t));
        }
      }
    },
  };
}
