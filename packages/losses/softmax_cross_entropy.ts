/**
 * Softmax cross-entropy with label smoothing (Szegedy et al. 2016, section 7).
 *
 * With p = softmax(scores), C classes and s = labelSmoothing, a row with label q has the target
 * t[j] = (1 − s)·[j = q] + s / C.
 * Forward:  loss = −Σ t·log p, computed after subtracting the row's greatest score.
 * Backward: dscores = (p − t) / N, for the mean over N rows.
 *
 * Of rows mixed in pairs (mixup, CutMix) loss and gradient are share·(with the row's own label) +
 * (1 − share)·(with the label of row N − 1 − r).
 */
import { type ConfigOf, FRACTION } from "@samebit/input";
import type { Mode } from "@samebit/layers";
import type { Floats, Labels } from "@samebit/tensors";
import { requireClasses } from "./classification.ts";
import type { Loss, LossContext, LossKind } from "./loss.ts";

const FIELDS = {
  labelSmoothing: {
    holds: FRACTION,
    default: 0,
    about: "The share of the target that is spread over all classes while training",
  },
} as const;

/** Softmax cross-entropy; evaluation leaves the label smoothing out. */
export const softmaxCrossEntropy: LossKind<typeof FIELDS> = {
  fields: FIELDS,
  takes: "labels",
  mixes: true,
  create,
};

function create(config: ConfigOf<string, typeof FIELDS>, context: LossContext): Loss {
  const { labelSmoothing: s } = config;
  const { kernels, maxRows, outputs: classes, mixes = false } = context;
  requireClasses("the softmax loss", classes);
  const losses = kernels.allocate(maxRows);
  const scoresGrad = kernels.allocate(maxRows * classes);
  const [otherRows, others] = mixes ? [maxRows, new Uint16Array(maxRows)] : [0, new Uint16Array()];
  const otherLosses = kernels.allocate(otherRows);
  const otherGrad = kernels.allocate(otherRows * classes);
  return {
    losses,
    scoresGrad,
    forward(scores: Floats, labels: Labels, rows: number, mode: Mode): void {
      const smoothing = mode.training ? s : 0;
      kernels.softmaxCrossEntropy(scores, labels, smoothing, losses, scoresGrad, rows, classes);
      const { share = 1 } = mode.training ? mode : {};
      if (share === 1) return;
      for (let r = 0; r < rows; r++) others[r] = labels[rows - 1 - r]!;
      const theirs = [others, smoothing, otherLosses, otherGrad] as const;
      kernels.softmaxCrossEntropy(scores, ...theirs, rows, classes);
      kernels.blend(losses, otherLosses, share, rows);
      kernels.blend(scoresGrad, otherGrad, share, rows * classes);
    },
  };
}
