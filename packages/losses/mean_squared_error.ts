/**
 * Mean squared error, for targets that are numbers.
 *
 * With k outputs and e = scores − targets, for each row:
 * Forward:  loss = (1 / k)·Σ e².
 * Backward: dscores = 2·e / (k·N), for the mean over N rows.
 */
import type { ConfigOf } from "@samebit/input";
import type { Loss, LossContext, LossKind } from "./loss.ts";
import { createErrorLoss } from "./regression.ts";

const FIELDS = {} as const;

/** Mean squared error. */
export const meanSquaredError: LossKind<typeof FIELDS> = {
  fields: FIELDS,
  takes: "numbers",
  create,
};

function create(_config: ConfigOf<string, typeof FIELDS>, context: LossContext): Loss {
  return createErrorLoss(context, { cost: (e) => e * e, slope: (e) => 2 * e });
}
