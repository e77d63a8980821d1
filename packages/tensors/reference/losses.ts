/**
 * The losses of a batch of class scores, each with its gradient, already divided by the batch size.
 */
import type { Kernels } from "../kernels.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { createLaneSum } from "./sums.ts";

/** The loss kernels in the given arithmetic. */
export function createLosses(
  arithmetic: Arithmetic,
): Pick<Kernels, "softmaxCrossEntropy" | "hinge"> {
  const { round, allocate, exp, log } = arithmetic;
  const laneSum = createLaneSum(arithmetic);
  return {
    softmaxCrossEntropy(scores, labels, smoothing, losses, scoresGrad, rows, classes) {
      const count = round(rows);
      const share = smoothing / classes;
      const onLabel = round((1 - smoothing) + share);
      const offLabel = round(share);
      const z = allocate(classes);
      const e = allocate(classes);
      const distances = allocate(classes);
      for (let r = 0; r < rows; r++) {
        const row = r * classes;
        let top = scores[row];
        for (let j = 1; j < classes; j++) top = Math.max(top, scores[row + j]);
        for (let j = 0; j < classes; j++) {
          z[j] = scores[row + j] - top;
          e[j] = exp(z[j]);
        }
        const total = laneSum(e, 0, classes);
        const l = log(total);
        for (let j = 0; j < classes; j++) {
          distances[j] = l - z[j];
          const target = j === labels[r] ? onLabel : offLabel;
          scoresGrad[row + j] = round(round(e[j] / total) - target) / count;
        }
        const own = distances[labels[r]];
        losses[r] = smoothing === 0
          ? own
          : round(round(1 - smoothing) * own) + round(offLabel * laneSum(distances, 0, classes));
      }
    },

    hinge(scores, labels, losses, scoresGrad, rows, classes) {
      const count = round(rows);
      const margin = allocate(classes);
      for (let r = 0; r < rows; r++) {
        const row = r * classes;
        const own = scores[row + labels[r]];
        let violated = 0;
        for (let j = 0; j < classes; j++) {
          margin[j] = j === labels[r] ? 0 : Math.max(round(round(scores[row + j] - own) + 1), 0);
          scoresGrad[row + j] = margin[j] > 0 ? 1 / count : 0;
          if (margin[j] > 0) violated++;
        }
        losses[r] = laneSum(margin, 0, classes);
        scoresGrad[row + labels[r]] = -violated / count;
      }
    },
  };
}
