/**
 * The fields of settings: of what comes in kinds those beside each kind, and the rest, which stand
 * here. What is measured is in `@samebit/solver`.
 *
 * @module
 */
import { DATASET_FIELDS } from "@samebit/datasets";
import { type FieldsByKind, FROM_1, NOT_NEGATIVE, oneOf, type Values } from "@samebit/input";
import { ACTIVATION_FIELDS } from "@samebit/layers";
import { LOSS_FIELDS } from "@samebit/losses";
import { AUGMENTATION_FIELDS, type Sampling } from "@samebit/minibatches";
import { INITIALIZATION_FIELDS, NORMALIZATION_FIELDS, SCALED_FIELDS } from "@samebit/networks";
import {
  AVERAGING_FIELDS,
  CLIPPING_FIELDS,
  GROUP_FIELDS,
  OPTIMIZER_FIELDS,
  SCHEDULE_FIELDS,
} from "@samebit/optimizers";
import { DEFAULT_TASK, TASK_NAMES, type TaskName } from "@samebit/runlog";
import { STOPPING_FIELDS } from "@samebit/solver";
import type { Precision } from "@samebit/tensors";

/**
 * The fields beside `kind` of what comes in kinds, in the order of a plan's JSON; those of networks
 * and their layers are in network_schema.ts and layers_schema.ts.
 */
export const KINDS = {
  dataset: DATASET_FIELDS,
  augmentation: AUGMENTATION_FIELDS,
  normalization: NORMALIZATION_FIELDS,
  activation: ACTIVATION_FIELDS,
  initialization: INITIALIZATION_FIELDS,
  loss: LOSS_FIELDS,
  optimizer: OPTIMIZER_FIELDS,
  groups: GROUP_FIELDS,
  schedule: SCHEDULE_FIELDS,
  clipping: CLIPPING_FIELDS,
  averaging: AVERAGING_FIELDS,
  stopping: STOPPING_FIELDS,
} as const satisfies Readonly<Record<string, FieldsByKind>>;

/** How weights begin in a plan, where `weightScale` of an experiment file is a kind like others. */
export const PLANNED_INITIALIZATIONS = { ...INITIALIZATION_FIELDS, scaled: SCALED_FIELDS } as const;

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
