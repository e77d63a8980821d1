/**
 * What is known of a task of an array while it is waited for.
 *
 * @module
 */
import type { RunJob } from "@samebit/store";
import type { TaskId } from "./controller.ts";
import type { TaskLine } from "./spool.ts";

/** A task that makes runs, one after the other. */
export interface Task extends TaskId {
  /** Its runs, in the order in which it makes them. */
  readonly jobs: readonly RunJob[];
  /** Those of them that are waited for, in this order. */
  readonly open: Set<RunJob>;
  /** Those of them of which it has been told that they began. */
  readonly begun: Set<RunJob>;
  /** The folder of its array. */
  readonly spool: string;
  /** How much of what it tells has been read. */
  position: number;
  /** What it told last. */
  last: TaskLine | undefined;
}

/** A task of which nothing is known yet. */
export function createTask(
  jobs: readonly RunJob[],
  spool: string,
  id: TaskId,
  open: Iterable<RunJob> = jobs,
): Task {
  const begun = new Set<RunJob>();
  return { ...id, jobs, open: new Set(open), begun, spool, position: 0, last: undefined };
}
