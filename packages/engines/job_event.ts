/**
 * What happens to a job while it is made: the one vocabulary of everybody who tells of it. A worker
 * process, a worker at a NATS server, a coordinator and a task of Slurm send these very objects; only
 * the envelopes differ, which say of which job they are and who sends them.
 *
 * @module
 */
import type { RunJob } from "@samebit/store";

/** How far a run is. */
export interface RunProgress {
  /** Updates made. */
  readonly step: number;
  /** Updates the plan asks for at most. */
  readonly totalSteps: number;
  /** The loss of the last update; absent before the first, and where it is not finite. */
  readonly loss?: number | undefined;
}

/** What happens before a job ends. */
export type JobNews =
  | { readonly kind: "started" }
  | { readonly kind: "progress"; readonly progress: RunProgress }
  | { readonly kind: "notice"; readonly text: string };

/** That a job could not be done. */
export interface JobFailure {
  /** Says that it is one. */
  readonly kind: "failed";
  /** What went wrong, as a sentence. */
  readonly reason: string;
  /** Where, for those who ask; absent where nobody knows. */
  readonly stack?: string | undefined;
  /** Whether it is this place that cannot make the run, for want of its data: another one may. */
  readonly isUnable?: boolean | undefined;
}

/** How a job ends. */
export type JobEnd =
  /** The run is whole, or at the epoch to which its job wants it. */
  | { readonly kind: "finished" }
  /** It was left with a checkpoint. */
  | { readonly kind: "paused" }
  | JobFailure;

/** What happens to a job. */
export type JobEvent = JobNews | JobEnd;

/** What an engine tells while it works: an event with the job it is of. */
export type EngineEvent = JobEvent & { readonly job: RunJob };

/** Whether an event is the last one of its job. */
export function isEnd<Event extends JobEvent>(event: Event): event is Extract<Event, JobEnd> {
  return event.kind === "finished" || event.kind === "paused" || event.kind === "failed";
}

/** An error as the failure of a job. */
export function failureOf(error: unknown): JobFailure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: "failed", reason: message, ...(stack !== undefined && { stack }) };
}
