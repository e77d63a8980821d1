/**
 * What is known about a task of an array while it is awaited.
 *
 * @module
 */
import type { RunJob } from "@samebit/store";
import type { TaskId } from "./controller.ts";
import type { TaskLine } from "./spool.ts";

/** A task that does runs, one after the other. */
export interface Task extends TaskId {
  /** Its runs, in the order in which it does them. */
  readonly jobs: readonly RunJob[];
  /** The awaited ones among them, in this order. */
  readonly open: Set<RunJob>;
  /** Those that have been reported as begun. */
  readonly begun: Set<RunJob>;
  /** The folder of its array. */
  readonly spool: string;
  /** How much of its report has been read. */
  position: number;
  /** Its last report. */
  last: TaskLine | undefined;
}

/** A task about which nothing is known yet. */
export function createTask(
  jobs: readonly RunJob[],
  spool: string,
  id: TaskId,
  open: Iterable<RunJob> = jobs,
): Task {
  const begun = new Set<RunJob>();
  return { ...id, jobs, open: new Set(open), begun, spool, position: 0, last: undefined };
}
