/**
 * Softmax cross-entropy with label smoothing (Szegedy et al. 2016, section 7).
 *
 * With p = softmax(scores), C classes and s = labelSmoothing, a row with label q has the target
 * t[j] = (1 − s)·[j = q] + s / C.
 * Forward:  loss = −Σ t·log p, computed after subtracting the row's greatest score.
 * Backward: dscores = (p − t) / N, for the mean over N rows.
 */
import { type ConfigOf, FRACTION } from "@samebit/input";
import { requireClasses } from "./classification.ts";
import type { Loss, LossContext, LossKind } from "./loss.ts";
import { createMixableLoss } from "./mixed_rows.ts";

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

function create(
  { labelSmoothing }: ConfigOf<string, typeof FIELDS>,
  context: LossContext,
): Loss {
  const { kernels, outputs: classes } = context;
  requireClasses("the softmax loss", classes);
  return createMixableLoss(context, {
    allocate: (numbers) => new Uint16Array(numbers),
    width: 1,
    measure(scores, labels, { training }, losses, scoresGrad, rows) {
      const smoothing = training ? labelSmoothing : 0;
      kernels.softmaxCrossEntropy(scores, labels, smoothing, losses, scoresGrad, rows, classes);
    },
  });
}
