/**
 * What a lock is: for every run of an experiment, the digests of everything that must be
 * reproduced, small enough to be committed beside the experiment's file. lock_text.ts writes and
 * reads its text.
 *
 * @module
 */
import type { ExperimentRun } from "@samebit/sweep";

/** The version of the format; a reader knows only this one. */
export const LOCK_VERSION = 1;

/** The results of a run, as digests. */
export interface RunDigests {
  /**
   * SHA-256, hexadecimal, of each file whose bytes are the same everywhere; none for a stopped run.
   */
  readonly files: Readonly<Record<string, string>>;
  /** The chained digests of the rows, one for each epoch from 0. */
  readonly epochs: readonly string[];
}

/** The name of a run for people: unique in its experiment. */
export interface RunName {
  /** The variant, and the tuned values if there are any, such as `adam` or `adam, l2 0.01`. */
  readonly label: string;
  /** The root seed. */
  readonly seed: number;
}

/** One run of a lock. */
export interface LockedRun extends RunName, RunDigests {
  /** The run's identity: SHA-256 of contract, data hash and plan. */
  readonly identity: string;
  /** The content hash of its data set. */
  readonly dataHash: string;
  /** The epoch after which a search stopped the run; absent for a complete run. */
  readonly untilEpoch?: number;
  /** The values that were tried, if a search proposed them and no file has them. */
  readonly proposed?: Proposed;
}

/** Values that a search proposed. */
export interface Proposed {
  /** The label of the variant they were proposed for. */
  readonly variant: string;
  /** The label of the value by tuned axis. */
  readonly tuned: Readonly<Record<string, string>>;
}

/** `experiments/<slug>.lock.json`. */
export interface Lock {
  /** The number of the bit contract under which the runs were done. */
  readonly contract: number;
  /** The experiment. */
  readonly slug: string;
  /** The digests of the sources that did the runs; they are shown and decide nothing. */
  readonly sources: readonly string[];
  /**
   * SHA-256 of the sources of each kind of a folder's own that a run uses, by its name, so that a
   * changed one can be named; absent if there is none.
   */
  readonly kinds?: Readonly<Record<string, string>>;
  /** The warnings of the data sets, such as files that are not the official ones. */
  readonly warnings: readonly string[];
  /** Every run, by label and then by seed. */
  readonly runs: readonly LockedRun[];
}

/** The path of the lock of an experiment file. */
export function lockPath(file: string): string {
  return file.replace(/\.ts$/, "") + ".lock.json";
}

/** The name of a planned run in locks and in tables. */
export function lockedName({ variant, tuned, plan, seed }: ExperimentRun): RunName {
  const values = Object.entries(tuned).map(([axis, label]) => `${axis} ${label}`);
  // If something is tuned, only the chosen values measure the test split.
  const chosen = values.length > 0 && plan.evaluation.test ? ["chosen"] : [];
  return { label: [variant, ...values, ...chosen].join(", "), seed };
}

/** A run's name as a text: `adam, seed 1`. */
export function formatRunName({ label, seed }: RunName): string {
  return `${label}, seed ${seed}`;
}

/** Locked runs by their names, as {@link formatRunName} has them. */
export function runsByName(runs: readonly LockedRun[]): ReadonlyMap<string, LockedRun> {
  return new Map(runs.map((run) => [formatRunName(run), run]));
}

/** Orders runs by label and then by seed. */
export function byName(a: RunName, b: RunName): number {
  return a.label === b.label ? a.seed - b.seed : a.label < b.label ? -1 : 1;
}
