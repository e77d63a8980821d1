/**
 * A run to make: its plan and its place, and what tells it from others wherever it waits: in a
 * queue, in an array, in the record of an audit.
 *
 * @module
 */
import type { Plan } from "@samebit/solver";

/** What a run is made of and where it goes. */
export interface RunJob {
  /** The run's identity. */
  readonly identity: string;
  /** The fully resolved plan. */
  readonly plan: Plan;
  /** The run's folder; created if missing. */
  readonly folder: string;
  /** The epoch after whose evaluation the run is left with a checkpoint; to its end if undefined. */
  readonly untilEpoch?: number;
}

/** As much of a job as tells it apart. */
export interface KeyedJob {
  /** The identity of the run. */
  readonly identity: string;
  /** To which epoch it is wanted; to its end if undefined. */
  readonly untilEpoch?: number | undefined;
}

/** The key of a job: no other job has the same. */
export function keyOf({ identity, untilEpoch }: KeyedJob): string {
  return `${identity}.${untilEpoch ?? "end"}`;
}
