/**
 * An engine executes runs somewhere: in processes here, or on other machines. All engines fill the
 * same folders with the same bytes, so what a sweep does next depends on plans and results alone,
 * never on who finished first.
 *
 * @module
 */
import type { RunJob } from "@samebit/store";
import type { EngineEvent } from "./job_event.ts";

/** How an engine does runs. */
export interface RunOptions {
  /** Whether the other runs continue when one has failed. */
  readonly keepGoing: boolean;
  /** How often a failed run is retried. */
  readonly retries: number;
  /** Aborted to stop early. */
  readonly signal: AbortSignal;
  /** Called with each event. */
  readonly onEvent: (event: EngineEvent) => void;
}

/** Something that does runs. */
export interface Engine {
  /**
   * Executes every run and reports on it; ends when all have finished or failed, or early when the
   * signal is aborted or, unless `keepGoing`, when one has failed: runs in progress are then paused
   * with a checkpoint. A run is reported as failed when it has failed once more than `retries`
   * times; each retry resumes from the newest checkpoint and is reported as a notice.
   */
  run(jobs: readonly RunJob[], options: RunOptions): Promise<void>;
  /**
   * Finishes what an earlier command left to do for these runs, whether or not they exist: an
   * audit. A run that fails it is reported as failed. Absent if there is no such work.
   *
   * @param areAll Whether no other runs are planned: what was left to do for others is dropped. A
   *   search that has not ended may plan more.
   */
  resume?(jobs: readonly RunJob[], options: RunOptions, areAll: boolean): Promise<void>;
  /**
   * Keeps worker processes and the like between calls of `run`, until what it returns is disposed
   * of; for callers with several rounds of runs. Absent if nothing is held.
   */
  hold?(): AsyncDisposable;
}
