/**
 * The fields of a claim.
 *
 * @module
 */
import {
  NOT_NEGATIVE,
  oneOf,
  POSITIVE,
  TEXT,
  TRUTH,
  type Values,
  values,
  wordsOr,
} from "@samebit/input";
import {
  isStepsTo,
  METRIC_NAMES,
  type MetricName,
  type NamedMetric,
  type StepsTo,
  targetColumns,
  TASK_NAMES,
} from "@samebit/runlog";

const TARGETS = [...new Set(TASK_NAMES.flatMap(targetColumns))];

const STEPS_TO: Values<StepsTo> = values(
  "steps to a target, such as stepsTo(trainAccuracy, 0.9)",
  (name) => typeof name === "string" && isStepsTo(name),
  { type: "string", pattern: `^stepsTo\\((${TARGETS.join("|")}), -?[0-9.e+-]+\\)$` },
);

const METRIC: Values<MetricName> = wordsOr(
  oneOf<NamedMetric>("metric", ...METRIC_NAMES),
  STEPS_TO,
);

const VARIANT_OR_NUMBER: Values<string | number> = values(
  "a variant or a number",
  (than) => typeof than === "string" || Number.isFinite(than),
  { type: ["string", "number"] },
);

const otherwise = "left out";

/** The fields of a claim; it has one of `lower`, `higher`, `near` and `equivalent`. */
export const CLAIM_FIELDS = {
  says: {
    holds: TEXT,
    example: "Adam ends with a lower training loss than SGD",
    about: "The sentence that is true if the numbers support it",
  },
  metric: { holds: METRIC, example: "trainLoss", about: "The metric that decides" },
  lower: { holds: TEXT, otherwise, about: "The variant that is claimed to be lower" },
  higher: { holds: TEXT, otherwise, about: "The variant that is claimed to be higher" },
  near: {
    holds: TEXT,
    otherwise,
    about: "The variant of which every run is claimed to be near the number in `than`",
  },
  within: {
    holds: NOT_NEGATIVE,
    otherwise,
    about: "For `near`: the largest difference, as a share of the number",
  },
  equivalent: {
    holds: TEXT,
    otherwise,
    about: "The variant that is claimed to differ from the one in `than` by less than `margin`",
  },
  margin: {
    holds: POSITIVE,
    otherwise,
    about: "For `equivalent`: the largest difference of the means, in the unit of the metric",
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
