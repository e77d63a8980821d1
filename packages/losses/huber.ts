/**
 * The Huber loss (Huber 1964), for targets that are numbers: squared near the target, linear beyond.
 *
 * With k outputs, e = scores − targets and d = delta, for each row:
 * Forward:  loss = (1 / k)·Σ h(e), h(e) = 0.5·e² where |e| ≤ d, else d·(|e| − 0.5·d).
 * Backward: dscores = h'(e) / (k·N), for the mean over N rows; h'(e) = e where |e| ≤ d, else
 *           sign(e)·d.
 */
import { type ConfigOf, POSITIVE } from "@samebit/input";
import type { Loss, LossContext, LossKind } from "./loss.ts";
import { createErrorLoss } from "./regression.ts";

const FIELDS = {
  delta: {
    holds: POSITIVE,
    default: 1,
    about: "Where the loss changes from squared to linear, in deviations of the target",
  },
} as const;

/** The Huber loss. */
export const huber: LossKind<typeof FIELDS> = { fields: FIELDS, takes: "numbers", create };

function create({ delta }: ConfigOf<string, typeof FIELDS>, context: LossContext): Loss {
  return createErrorLoss(context, {
    cost: (e) => Math.abs(e) <= delta ? 0.5 * e * e : delta * (Math.abs(e) - 0.5 * delta),
    slope: (e) => Math.abs(e) <= delta ? e : Math.sign(e) * delta,
  });
}
