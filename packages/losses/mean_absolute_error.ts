/**
 * Mean absolute error, for targets that are numbers: an outlier counts only in proportion to its
 * distance.
 *
 * With k outputs and e = scores − targets, for each row:
 * Forward:  loss = (1 / k)·Σ |e|.
 * Backward: dscores = sign(e) / (k·N), for the mean over N rows; 0 where e is 0.
 */
import type { ConfigOf } from "@samebit/input";
import type { Loss, LossContext, LossKind } from "./loss.ts";
import { createErrorLoss } from "./regression.ts";

const FIELDS = {} as const;

/** Mean absolute error. */
export const meanAbsoluteError: LossKind<typeof FIELDS> = {
  fields: FIELDS,
  takes: "numbers",
  create,
};

function create(_config: ConfigOf<string, typeof FIELDS>, context: LossContext): Loss {
  return createErrorLoss(context, { cost: Math.abs, slope: Math.sign });
}
