/**
 * A plan is a fully resolved run as plain data: every default filled in, nothing left to decide.
 * Together with the data's hash and the contract's number it is the identity of a run, so two plans
 * that mean the same thing must be written the same way.
 *
 * @module
 */
import type { DatasetConfig } from "@samebit/datasets";
import { type ConfigOfKinds, FROM_1, oneOf, type Values } from "@samebit/input";
import type { LossConfig } from "@samebit/losses";
import type { AugmentationConfig, Sampling } from "@samebit/minibatches";
import type { Initialization, NetworkConfig } from "@samebit/networks";
import type {
  AveragingConfig,
  ClippingConfig,
  GroupConfig,
  OptimizerConfig,
  ScheduleConfig,
} from "@samebit/optimizers";
import {
  epochFigure,
  type FigureName,
  ownFiguresOf,
  TASK_NAMES,
  type TaskName,
} from "@samebit/runlog";
import type { Precision } from "@samebit/tensors";
import type { EvaluationPlan } from "./evaluation_plan.ts";

/**
 * The number of the bit contract. It is raised by any change after which the same plan on the same
 * data gives other bytes; docs/reproducibility.md lists what belongs to it.
 */
export const CONTRACT = 1;

/** The network and its first weights. */
export type ModelPlan = NetworkConfig & {
  /** How weights are drawn. */
  readonly initialization: Initialization;
};

type WatchedName = `validation${Capitalize<FigureName>}`;

const WATCHED: readonly WatchedName[] = [
  ...new Set(TASK_NAMES.flatMap((task) => [...ownFiguresOf(task), "loss" as const])),
].map((name) => epochFigure("validation", name));

const METRIC: Values<WatchedName> = oneOf<WatchedName>("metric", ...WATCHED);

/**
 * The fields of each way to stop early. `plateau` ends a run after `patience` evaluations in a row
 * without a strictly better value, epoch 0 counted; with the last epoch of the plan the run is
 * completed.
 */
export const STOPPING_FIELDS = {
  none: {},
  plateau: {
    metric: {
      holds: METRIC,
      example: "validationLoss",
      about: "The column of `epochs.csv` that is watched",
    },
    patience: {
      holds: FROM_1,
      example: 5,
      about: "How many evaluations in a row without improvement end the run",
    },
  },
} as const;

/** When a run ends before its last epoch. */
export type Stopping = ConfigOfKinds<typeof STOPPING_FIELDS>;

/** A run, fully resolved. */
export interface Plan {
  /** The data and how it is split and preprocessed. */
  readonly dataset: DatasetConfig;
  /** What to predict for an example: its class, numbers, or which labels apply. */
  readonly task: TaskName;
  /** What is done to training images before each step. */
  readonly augmentation: AugmentationConfig;
  /** The network. */
  readonly model: ModelPlan;
  /** What is minimised, without the penalty. */
  readonly loss: LossConfig;
  /** The strength of the penalty 0.5·l2·ΣW². */
  readonly l2: number;
  /** The update rule with its base learning rate. */
  readonly optimizer: OptimizerConfig;
  /** Whether some parameters have another learning rate or decay, or are frozen. */
  readonly groups: GroupConfig;
  /** How the learning rate changes over the run. */
  readonly schedule: ScheduleConfig;
  /** What is done to gradients before the update. */
  readonly clipping: ClippingConfig;
  /** Whether evaluations, best and final weights are those of a moving average. */
  readonly averaging: AveragingConfig;
  /** Examples in a minibatch. */
  readonly batchSize: number;
  /** Epochs, each of max(⌊training examples / batchSize⌋, 1) steps. */
  readonly epochs: number;
  /** How minibatches are drawn. */
  readonly sampling: Sampling;
  /** When to stop early. */
  readonly stopping: Stopping;
  /** What is measured. */
  readonly evaluation: EvaluationPlan;
  /** The precision of all arithmetic; only the reference kernels have float64, which is slow. */
  readonly precision: Precision;
  /** The root of every random number of the run; the data's split has its own. */
  readonly seed: number;
  /**
   * The kinds of a folder's own that the plan uses: SHA-256 of the sources of each, by its name. None
   * for most plans (`docs/contracts/10-files.md`, section 10.11).
   */
  readonly kinds: Readonly<Record<string, string>>;
}

/**
 * A plan without a name for its data: all that training needs, if a program hands over a data set
 * of its own. It has no identity, since nothing says where the data come from.
 */
export type TrainingPlan = Omit<Plan, "dataset">;
