/**
 * The multiclass hinge loss with margin 1 (Weston and Watkins 1999), the course's SVM loss.
 *
 * Forward:  loss = Σ over j ≠ q of max(scores[j] − scores[q] + 1, 0), q the label.
 * Backward: for the mean over N rows, dscores[j] = 1 / N where the margin is above 0, else 0;
 *           dscores[q] = −(how many margins are above 0) / N.
 */
import type { ConfigOf } from "@samebit/input";
import type { Mode } from "@samebit/layers";
import type { Floats, Labels } from "@samebit/tensors";
import { requireClasses } from "./classification.ts";
import type { Loss, LossContext, LossKind } from "./loss.ts";

const FIELDS = {} as const;

/** The multiclass hinge loss with margin 1. */
export const hinge: LossKind<typeof FIELDS> = { fields: FIELDS, takes: "labels", create };

function create(_config: ConfigOf<string, typeof FIELDS>, context: LossContext): Loss {
  const { kernels, maxRows, outputs: classes } = context;
  requireClasses("the hinge loss", classes);
  const losses = kernels.allocate(maxRows);
  const scoresGrad = kernels.allocate(maxRows * classes);
  return {
    losses,
    scoresGrad,
    forward(scores: Floats, labels: Labels, rows: number, _mode: Mode): void {
      kernels.hinge(scores, labels, losses, scoresGrad, rows, classes);
    },
  };
}
