/**
 * What a lock is: for every run of an experiment the digests of all that must come out the same
 * again, so small that it is committed beside the experiment's file. The text of a lock is written
 * and read in lock_text.ts.
 *
 * @module
 */
import type { ExperimentRun } from "@samebit/sweep";

/** The version of the format; a reader knows this one only. */
export const LOCK_VERSION = 1;

/** What a run came to, as digests. */
export interface RunDigests {
  /** SHA-256, hexadecimal, of each file whose bytes are the same everywhere; none of a stopped run. */
  readonly files: Readonly<Record<string, string>>;
  /** The chained digests of the rows, one for each epoch from 0. */
  readonly epochs: readonly string[];
}

/** What people call a run: unique in its experiment. */
export interface RunName {
  /** The variant, and the tuned values where there are any, such as `adam` or `adam, l2 0.01`. */
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
  /** The epoch after which a search stopped the run; absent for a whole run. */
  readonly untilEpoch?: number;
  /** What was tried, where it was proposed by a search and stands in no file. */
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
  /** The number of the bit contract under which the runs were made. */
  readonly contract: number;
  /** The experiment. */
  readonly slug: string;
  /** The digests of the sources that made the runs: shown, deciding nothing. */
  readonly sources: readonly string[];
  /** What the data sets warned of, such as files that are not the official ones. */
  readonly warnings: readonly string[];
  /** Every run, by label and then by seed. */
  readonly runs: readonly LockedRun[];
}

/** The path of the lock of an experiment file. */
export function lockPath(file: string): string {
  return file.replace(/\.ts$/, "") + ".lock.json";
}

/** What a planned run is called in locks and in tables. */
export function runName({ variant, tuned, plan, seed }: ExperimentRun): RunName {
  const values = Object.entries(tuned).map(([axis, label]) => `${axis} ${label}`);
  // While something is tuned, only what was chosen measures the test split.
  const chosen = values.length > 0 && plan.evaluation.test ? ["chosen"] : [];
  return { label: [variant, ...values, ...chosen].join(", "), seed };
}

/** A run's name as a text: `adam, seed 1`. */
export function formatRunName({ label, seed }: RunName): string {
  return `${label}, seed ${seed}`;
}

/** Orders runs by label and then by seed. */
export function byName(a: RunName, b: RunName): number {
  return a.label === b.label ? a.seed - b.seed : a.label < b.label ? -1 : 1;
}
