/**
 * What is known of a task of an array while it is waited for.
 *
 * @module
 */
import type { RunJob } from "../record_run.ts";
import type { TaskId } from "./controller.ts";
import type { TaskLine } from "./spool.ts";

/** A task that makes a run. */
export interface Task extends TaskId {
  /** The run. */
  readonly job: RunJob;
  /** The folder of its array. */
  readonly spool: string;
  /** How much of what it tells has been read. */
  position: number;
  /** Whether it has been told that it began. */
  hasStarted: boolean;
  /** What it told last. */
  last: TaskLine | undefined;
}

/** A task of which nothing is known yet. */
export function createTask(job: RunJob, spool: string, id: TaskId): Task {
  return { ...id, job, spool, position: 0, hasStarted: false, last: undefined };
}
