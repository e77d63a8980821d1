/**
 * What a run measures besides the loss of each step: the part of its plan that says which logs there
 * are, and changes no weight. What each measures: `docs/contracts/9-evaluation.md`.
 *
 * @module
 */
import {
  type ConfigOfGroup,
  fillGroup,
  FROM_0,
  FROM_1,
  TRUTH,
  type Values,
  wholeNumbers,
} from "@samebit/input";
import { VIEWS } from "@samebit/minibatches";

const REPEATS: Values<number> = wholeNumbers(0, 1000);

/** Its fields, in the order of a plan's JSON; `layers` and `importance` have fields of their own. */
export const EVALUATION_FIELDS = {
  trainExamples: {
    holds: FROM_1,
    default: 1000,
    about: "How many training examples are measured after each epoch",
  },
  test: {
    holds: TRUTH,
    default: true,
    about: "Whether the test split is measured, once, at the end, under the best weights",
  },
  layers: {
    every: {
      holds: FROM_0,
      default: 0,
      about:
        "Steps 1, 1 + every, 1 + 2·every, ... are measured; 20 adds 2 or 3 % to a run, 0 means none",
    },
  },
  predictions: {
    holds: TRUTH,
    default: false,
    about: "Whether each prediction on the test split is kept",
  },
  probabilities: {
    holds: TRUTH,
    default: false,
    about: "Whether kept predictions also tell the probability of each class",
  },
  views: {
    holds: VIEWS,
    default: "plain",
    about:
      "Views of each image whose mean score is also measured, in addition to the plain test figures",
  },
  states: {
    holds: TRUTH,
    default: false,
    about:
      "Whether a digest of the complete state is kept after each epoch, so that parts can be checked",
  },
  importance: {
    repeats: {
      holds: REPEATS,
      default: 0,
      about:
        "How often each column of a table is permuted, to measure what the network owes to it; 0 means never",
    },
  },
} as const;

/** What a run measures, in full. */
export type EvaluationPlan = ConfigOfGroup<typeof EVALUATION_FIELDS>;

/** What is measured where nothing is said of it. */
export const DEFAULT_EVALUATION: EvaluationPlan = fillGroup(EVALUATION_FIELDS, {});
