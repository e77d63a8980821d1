/**
 * Softmax cross-entropy with label smoothing (Szegedy et al. 2016, section 7).
 *
 * With p = softmax(scores), C classes and s = labelSmoothing, a row with label q has the target
 * t[j] = (1 − s)·[j = q] + s / C.
 * Forward:  loss = −Σ t·log p, computed after subtracting the row's greatest score.
 * Backward: dscores = (p − t) / N, for the mean over N rows.
 */
import type { Floats, Labels } from "@samebit/tensors";
import { requireNumber } from "./checks.ts";
import { requireClasses } from "./classification.ts";
import type { Mode } from "./layer.ts";
import type { Loss, LossContext, LossKind } from "./loss.ts";

/** Softmax cross-entropy. */
export interface SoftmaxConfig {
  /** The discriminator. */
  readonly kind: "softmax";
  /** The share of the target spread over all classes while training, in 0..1, below 1; 0 is none. */
  readonly labelSmoothing: number;
}

/** Softmax cross-entropy; evaluation leaves the label smoothing out. */
export const softmaxCrossEntropy: LossKind<SoftmaxConfig> = { create };

function create(config: SoftmaxConfig, context: LossContext): Loss {
  const { labelSmoothing: s } = config;
  const { kernels, maxRows, outputs: classes } = context;
  requireClasses("the softmax loss", classes);
  requireNumber("the softmax loss", "labelSmoothing", s, s >= 0 && s < 1, "in 0..1, below 1");
  const losses = kernels.allocate(maxRows);
  const scoresGrad = kernels.allocate(maxRows * classes);
  return {
    losses,
    scoresGrad,
    forward(scores: Floats, labels: Labels, rows: number, mode: Mode): void {
      const smoothing = mode.training ? s : 0;
      kernels.softmaxCrossEntropy(scores, labels, smoothing, losses, scoresGrad, rows, classes);
    },
  };
}
