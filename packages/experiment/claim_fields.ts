/**
 * The fields of a claim.
 *
 * @module
 */
import { NOT_NEGATIVE, oneOf, TEXT, TRUTH, type Values, values } from "@samebit/input";
import { METRIC_NAMES, type MetricName } from "@samebit/runlog";

const METRIC: Values<MetricName> = oneOf<MetricName>("metric", ...METRIC_NAMES);

const VARIANT_OR_NUMBER: Values<string | number> = values(
  "a variant or a number",
  (than) => typeof than === "string" || Number.isFinite(than),
  { type: ["string", "number"] },
);

const otherwise = "left out";

/** The fields of a claim; it has one of `lower`, `higher` and `near`. */
export const CLAIM_FIELDS = {
  says: {
    holds: TEXT,
    example: "Adam ends with a lower training loss than SGD",
    about: "The sentence that is true if the numbers support it",
  },
  metric: { holds: METRIC, example: "trainLoss", about: "The number that decides" },
  lower: { holds: TEXT, otherwise, about: "The variant that is claimed to be lower" },
  higher: { holds: TEXT, otherwise, about: "The variant that is claimed to be higher" },
  near: {
    holds: TEXT,
    otherwise,
    about: "The variant whose every run is claimed to be near the number in `than`",
  },
  within: {
    holds: NOT_NEGATIVE,
    otherwise,
    about: "For `near`: the largest difference, as a share of the number",
  },
  than: {
    holds: VARIANT_OR_NUMBER,
    example: "sgd",
    about: "The variant, or the number, it is compared with",
  },
  must: {
    holds: TRUTH,
    otherwise: "`false`",
    about: "Whether a refuted claim makes the command end with status 1",
  },
} as const;
