/**
 * The jobs of a coordinator, and what is told of each: that it began once, that it ended once.
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
  /** Called with what happens, and the number of the job to which it does. */
  readonly onEvent: (index: number, event: JobEvent) => void;
  /** Called when a job has ended; without how where nobody had begun it. */
  readonly onClosed: (end: JobEnd | undefined) => void;
}

/** The jobs that are at the server, and those that have finished. */
export class Ledger {
  /** The jobs that wait for their result, by key. */
  readonly open = new Map<string, OpenJob>();
  /** The jobs that have finished, by key. */
  readonly closed = new Map<string, ClosedJob>();
  /** Whether what is open is being paused. */
  isStopping = false;
  /** When anything was last heard of any of them, in ms. */
  heard: number;
  readonly #options: LedgerOptions;

  /** Empty. */
  constructor(options: LedgerOptions, nowMs: number = performance.now()) {
    this.#options = options;
    this.heard = nowMs;
  }

  /** Whatever is known of a job. */
  find(key: string): OpenJob | ClosedJob | undefined {
    return this.open.get(key) ?? this.closed.get(key);
  }

  /** Takes jobs that are to be made. */
  enter(jobs: readonly NumberedJob[]): OpenJob[] {
    const entering = jobs.map(openJob);
    for (const job of entering) this.open.set(job.key, job);
    return entering;
  }

  /** Notes that something was heard of a job. */
  hear(): void {
    this.heard = performance.now();
  }

  /** Tells something of a job; that it began only once. */
  tell(job: KnownJob, event: JobEvent): void {
    this.#options.onEvent(job.index, event);
  }

  /** Tells that a job began, where it has not been told. */
  start(job: OpenJob): void {
    if (job.hasStarted) return;
    job.hasStarted = true;
    this.tell(job, { kind: "started" });
  }

  /** Tells something worth knowing of a job. */
  notice(job: KnownJob, text: string): void {
    this.tell(job, { kind: "notice", text });
  }

  /** Tells how a job ended, where it has not been told; nothing where nobody had begun it. */
  close(job: OpenJob, end?: JobEnd): void {
    if (job.hasEnded) return;
    job.hasEnded = true;
    this.open.delete(job.key);
    if (end?.kind === "finished") this.closed.set(job.key, closedJob(job));
    if (end !== undefined) this.tell(job, end);
    this.#options.onClosed(end);
  }
}
