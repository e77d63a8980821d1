/**
 * A run to do: its plan, its place, and the key that identifies it in a queue, in an array, or in
 * the record of an audit.
 *
 * @module
 */
import type { Plan } from "@samebit/solver";

/** The plan of a run and where it goes. */
export interface RunJob {
  /** The run's identity. */
  readonly identity: string;
  /** The fully resolved plan. */
  readonly plan: Plan;
  /** The run's folder; created if missing. */
  readonly folder: string;
  /**
   * The epoch after whose evaluation the run is stopped with a checkpoint; it runs to its end if
   * undefined.
   */
  readonly untilEpoch?: number;
}

/** The part of a job that identifies it. */
export interface KeyedJob {
  /** The identity of the run. */
  readonly identity: string;
  /** The epoch to which it is wanted; to its end if undefined. */
  readonly untilEpoch?: number | undefined;
}

/** The key of a job: no other job has the same. */
export function keyOf({ identity, untilEpoch }: KeyedJob): string {
  return `${identity}.${untilEpoch ?? "end"}`;
}
