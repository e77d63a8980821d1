/**
 * Everything that a run needs to resume in the middle, as copies: nothing in a checkpoint changes
 * when the run that made it continues. There is no generator state in it, since every random number
 * is a function of seed, name and index.
 *
 * @module
 */
import type { Floats } from "@samebit/tensors";
import type { EpochRow } from "@samebit/runlog";

/** Where a run stands, apart from its arrays. */
export interface RunCounters {
  /** Updates made, and rows of `steps.csv` written. */
  readonly step: number;
  /** Evaluations made, and rows of `epochs.csv` written. */
  readonly evaluations: number;
  /** The loss of the first step; undefined before it. */
  readonly firstLoss?: number;
  /** The last evaluation; undefined before the first. */
  readonly final?: EpochRow;
  /** The best evaluation so far by the task's choice, the earliest of equals. */
  readonly best?: EpochRow;
  /** The best value of the watched metric, for early stopping. */
  readonly watched?: number;
  /** Evaluations in a row without a new best value of the watched metric. */
  readonly stale: number;
  /** The digest of the state after the last evaluation, if the plan asks for digests. */
  readonly state?: string;
}

/** A run between two steps. */
export interface Checkpoint {
  /** Where the run stands. */
  readonly progress: RunCounters;
  /**
   * Copies of every array: `parameters`, `state/<name>`, `optimizer/<name>`, where the plan averages
   * weights `average/parameters`, `average/state/<name>`, and `best/parameters`, `best/state/<name>`
   * once there is a best evaluation.
   */
  readonly arrays: Readonly<Record<string, Floats>>;
}

/** The start of a run. */
export const START: RunCounters = { step: 0, evaluations: 0, stale: 0 };
