/**
 * The jobs of a coordinator, and what is reported about each: once that it began, once that it
 * ended.
 *
 * @module
 */
import type { JobEnd, JobEvent } from "@samebit/engines";
import {
  type ClosedJob,
  closedJob,
  type KnownJob,
  type NumberedJob,
  type OpenJob,
  openJob,
} from "./open_job.ts";

/** What a ledger is given. */
export interface LedgerOptions {
  /** Called with each event and the number of its job. */
  readonly onEvent: (index: number, event: JobEvent) => void;
  /** Called when a job has ended; without an ending if no worker had begun it. */
  readonly onClosed: (end: JobEnd | undefined) => void;
}

/** The jobs that are at the server, and those that have finished. */
export class Ledger {
  /** The jobs whose result is awaited, by key. */
  readonly open = new Map<string, OpenJob>();
  /** The jobs that have finished, by key. */
  readonly closed = new Map<string, ClosedJob>();
  /** Whether open jobs are being paused. */
  isStopping = false;
  /** When anything was last heard about any of them, in ms. */
  heard: number;
  readonly #options: LedgerOptions;

  /** Empty. */
  constructor(options: LedgerOptions, nowMs: number = performance.now()) {
    this.#options = options;
    this.heard = nowMs;
  }

  /** What is known about a job. */
  find(key: string): OpenJob | ClosedJob | undefined {
    return this.open.get(key) ?? this.closed.get(key);
  }

  /** Takes jobs to be done. */
  enter(jobs: readonly NumberedJob[]): OpenJob[] {
    const entering = jobs.map(openJob);
    for (const job of entering) this.open.set(job.key, job);
    return entering;
  }

  /** Notes that something was heard about a job. */
  hear(): void {
    this.heard = performance.now();
  }

  /** Reports an event of a job; that it began, only once. */
  tell(job: KnownJob, event: JobEvent): void {
    this.#options.onEvent(job.index, event);
  }

  /** Reports that a job began, unless it has been reported. */
  start(job: OpenJob): void {
    if (job.hasStarted) return;
    job.hasStarted = true;
    this.tell(job, { kind: "started" });
  }

  /** Reports something worth knowing about a job. */
  notice(job: KnownJob, text: string): void {
    this.tell(job, { kind: "notice", text });
  }

  /** Reports how a job ended, unless it has been reported; nothing if no worker had begun it. */
  close(job: OpenJob, end?: JobEnd): void {
    if (job.hasEnded) return;
    job.hasEnded = true;
    this.open.delete(job.key);
    if (end?.kind === "finished") this.closed.set(job.key, closedJob(job));
    if (end !== undefined) this.tell(job, end);
    this.#options.onClosed(end);
  }
}
