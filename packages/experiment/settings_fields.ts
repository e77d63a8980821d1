/**
 * The fields of settings that do not come in kinds.
 *
 * @module
 */
import {
  FROM_0,
  FROM_1,
  NOT_NEGATIVE,
  oneOf,
  TRUTH,
  type Values,
  wholeNumbers,
} from "@samebit/input";
import { type Sampling, VIEWS } from "@samebit/minibatches";
import { DEFAULT_TASK, TASK_NAMES, type TaskName } from "@samebit/runlog";
import type { Precision } from "@samebit/tensors";

const SAMPLING: Values<Sampling> = oneOf<Sampling>("sampling", "shuffled", "with-replacement");

const PRECISION: Values<Precision> = oneOf<Precision>("precision", "float32", "float64");

const TASK: Values<TaskName> = oneOf<TaskName>("task", ...TASK_NAMES);

/** Numbers and words apart from what comes in kinds. */
export const PLAIN_FIELDS = {
  task: {
    holds: TASK,
    default: DEFAULT_TASK,
    about: "What to predict for an example: its class, numbers, or which labels apply",
  },
  l2: { holds: NOT_NEGATIVE, default: 0, about: "The strength of the penalty 0.5·l2·ΣW²" },
  batchSize: { holds: FROM_1, default: 100, about: "Examples in a minibatch" },
  epochs: {
    holds: FROM_1,
    example: 10,
    about: "Passes over the training examples, max(⌊examples / batchSize⌋, 1) steps each",
  },
  sampling: { holds: SAMPLING, default: "shuffled", about: "How minibatches are drawn" },
  precision: {
    holds: PRECISION,
    default: "float32",
    about: "The precision of all arithmetic; `float64` is slow and meant for checks",
  },
} as const;

/** How weights begin may be written in two ways; this one, or `initialization`, of any network. */
export const BEGINNING_FIELDS = {
  weightScale: {
    holds: NOT_NEGATIVE,
    otherwise: "`initialization` sets the initial weights",
    about: "Initial weights are weightScale·N(0, 1); give this or `initialization`",
  },
} as const;

/** What is measured, except layers and importance. */
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
} as const;

/** What `importance.csv` measures. */
export const IMPORTANCE_FIELDS = {
  repeats: {
    holds: wholeNumbers(0, 1000),
    default: 0,
    about:
      "How often each column of a table is permuted, to measure what the network owes to it; 0 means never",
  },
} as const;

/** What `layers.csv` measures. */
export const LAYERS_FIELDS = {
  every: {
    holds: FROM_0,
    default: 0,
    about: "Steps 1, 1 + every, 1 + 2·every, ... are measured; 0 means none",
  },
} as const;
