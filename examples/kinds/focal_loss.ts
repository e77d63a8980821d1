/**
 * The focal loss (Lin et al. 2017, "Focal loss for dense object detection"): the cross-entropy of the
 * softmax, less of it the surer the network is, so that examples it has learned hardly count.
 *
 * With p the probability of the row's label, and q those of all classes:
 * Forward:  loss = −(1 − p)^focus·log p.
 * Backward: dscores = (focus·p·(1 − p)^(focus − 1)·log p − (1 − p)^focus)·([j = label] − q) / N.
 */
import { exp, log, power } from "@samebit/arithmetic";
import { type ConfigOf, FROM_1 } from "@samebit/input";
import type { Loss, LossContext, LossKind } from "@samebit/losses";

const FIELDS = {
  focus: {
    holds: FROM_1,
    default: 2,
    about: "How much less an example counts that the network is sure of",
  },
} as const;

export default { fields: FIELDS, takes: "labels", create } satisfies LossKind<typeof FIELDS>;

function create(
  { focus }: ConfigOf<string, typeof FIELDS>,
  { kernels, maxRows, outputs }: LossContext,
): Loss {
  const losses = kernels.allocate(maxRows);
  const scoresGrad = kernels.allocate(maxRows * outputs);
  return {
    losses,
    scoresGrad,
    forward(scores, labels, rows) {
      for (let r = 0; r < rows; r++) {
        const row = scores.subarray(r * outputs, (r + 1) * outputs);
        const [greatest, label] = [Math.max(...row), labels[r]!];
        let sum = 0;
        for (let j = 0; j < outputs; j++) sum += exp(row[j]! - greatest);
        const logP = row[label]! - greatest - log(sum);
        const p = exp(logP);
        const rest = 1 - p;
        const weight = power(rest, focus);
        losses[r] = -weight * logP;
        const slope = focus * p * power(rest, focus - 1) * logP - weight;
        for (let j = 0; j < outputs; j++) {
          const q = exp(row[j]! - greatest) / sum;
          scoresGrad[r * outputs + j] = slope * ((j === label ? 1 : 0) - q) / rows;
        }
      }
    },
  };
}
