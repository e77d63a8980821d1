/**
 * Fields of what stands in a plan beside data, rule and schedule: the network's parts, the loss, and
 * when to stop.
 *
 * @module
 */
import {
  FRACTION,
  FROM_0,
  FROM_1,
  NOT_NEGATIVE,
  oneOf,
  POSITIVE,
  type Values,
} from "@samebit/input";

const EPSILON = {
  holds: POSITIVE,
  default: 1e-5,
  about: "Added to the variance under the root",
} as const;

/** The fields of each normalization. */
export const NORMALIZATION_FIELDS = {
  none: {},
  batch: {
    epsilon: EPSILON,
    momentum: {
      holds: FRACTION,
      default: 0.9,
      about: "The share of the running statistics that a step keeps",
    },
  },
  layer: { epsilon: EPSILON },
} as const;

/** The fields of each way to draw the first weights; their scale alone is `weightScale`. */
export const INITIALIZATION_FIELDS = {
  "he": {},
  "xavier": {},
  "numpy-legacy": {
    seed: { holds: FROM_0, example: 231, about: "What `numpy.random.seed` is given" },
    weightScale: { holds: NOT_NEGATIVE, example: 0.05, about: "Weights are weightScale·N(0, 1)" },
    normalsBefore: { holds: FROM_0, example: 30, about: "Normal numbers drawn before the weights" },
    integersBefore: { holds: FROM_0, example: 2, about: "Whole numbers drawn after those" },
    integerBound: { holds: FROM_1, example: 10, about: "Below what these whole numbers are" },
    networksBefore: { holds: FROM_0, example: 0, about: "Networks initialized before this one" },
  },
} as const;

/** The fields of each loss. */
export const LOSS_FIELDS = {
  softmax: {
    labelSmoothing: {
      holds: FRACTION,
      default: 0,
      about: "The share of the target that is spread over all classes while training",
    },
  },
  hinge: {},
} as const;

const METRIC: Values<"validationAccuracy" | "validationLoss"> = oneOf<
  "validationAccuracy" | "validationLoss"
>("metric", "validationAccuracy", "validationLoss");

/** The fields of each way to stop early. */
export const STOPPING_FIELDS = {
  none: {},
  plateau: {
    metric: { holds: METRIC, example: "validationLoss", about: "The column that is watched" },
    patience: {
      holds: FROM_1,
      example: 5,
      about: "How many evaluations in a row without a strictly better value end the run",
    },
  },
} as const;
