/**
 * An engine makes runs somewhere: in processes here, or on other machines. All engines fill the
 * same folders with the same bytes, so what a sweep does next depends on plans and results alone,
 * never on who finished first.
 *
 * @module
 */
import type { RunJob } from "@samebit/store";
import type { EngineEvent } from "./job_event.ts";

/** How an engine makes runs. */
export interface RunOptions {
  /** Whether the other runs are made when one has failed. */
  readonly keepGoing: boolean;
  /** How often a run that failed is tried again. */
  readonly retries: number;
  /** Aborted to stop early. */
  readonly signal: AbortSignal;
  /** Called with what happens. */
  readonly onEvent: (event: EngineEvent) => void;
}

/** Somewhere that runs are made. */
export interface Engine {
  /**
   * Makes every run and tells of it; ends when all have finished or failed, or early when the
   * signal is aborted or, unless `keepGoing`, when one has failed: runs that are being made are then
   * paused with a checkpoint. One that fails is told as failed when it has failed once more than
   * `retries` times; each retry goes on from the newest checkpoint and is told as a notice.
   */
  run(jobs: readonly RunJob[], options: RunOptions): Promise<void>;
  /**
   * Ends for these runs, which are there or not, what an earlier command left to do beside making
   * them: an audit. A run that does not stand it is told as failed. Absent where there is no such.
   *
   * @param areAll Whether no other runs are planned: what was left to do for others is dropped. A
   *   search that has not ended may come to more.
   */
  takeUp?(jobs: readonly RunJob[], options: RunOptions, areAll: boolean): Promise<void>;
  /**
   * Keeps whatever makes runs at hand between calls of `run`, until what it returns is disposed of;
   * for callers with several rounds of runs. Absent where nothing is held.
   */
  hold?(): AsyncDisposable;
}
