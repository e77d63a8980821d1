/**
 * What a coordinator knows of a job while it waits for its result.
 *
 * @module
 */
import { keyOf } from "../job_key.ts";
import type { RunJob } from "../record_run.ts";

/** A job and what has become of it. */
export interface Task {
  /** The job. */
  readonly job: RunJob;
  /** What tells it apart in subjects. */
  readonly key: string;
  /** Whether anybody has begun it. */
  hasStarted: boolean;
  /** Whether its files are being put in their place. */
  isArriving: boolean;
  /** Whether it has been told how it ended. */
  hasEnded: boolean;
  /** The worker that makes it, or made it. */
  by: string | undefined;
  /** How often a worker has vanished with it. */
  deaths: number;
  /** How often it has failed. */
  failures: number;
  /** The step of the checkpoint with which a worker last left it; -1 if none did. */
  reached: number;
  /** The workers that cannot make it, and why. */
  readonly refusals: Map<string, string>;
}

/** A job that nobody has begun. */
export function createTask(job: RunJob): Task {
  return {
    job,
    key: keyOf(job),
    hasStarted: false,
    isArriving: false,
    hasEnded: false,
    by: undefined,
    deaths: 0,
    failures: 0,
    reached: -1,
    refusals: new Map(),
  };
}
