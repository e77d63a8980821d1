/**
 * The events of a job: one vocabulary for everything that reports on it. A worker process, a worker
 * at a NATS server, a coordinator and a Slurm task all send these objects; only the envelopes
 * differ, which say which job they are about and who sends them.
 *
 * @module
 */
import type { RunJob } from "@samebit/store";

/** How far a run has got. */
export interface RunProgress {
  /** Updates done. */
  readonly step: number;
  /** The most updates that the plan asks for. */
  readonly totalSteps: number;
  /** The loss of the last update; absent before the first, and if it is not finite. */
  readonly loss?: number | undefined;
}

/** What happens before a job ends. */
export type JobNews =
  | { readonly kind: "started" }
  | { readonly kind: "progress"; readonly progress: RunProgress }
  | { readonly kind: "notice"; readonly text: string };

/** A job could not be done. */
export interface JobFailure {
  /** Marks it as one. */
  readonly kind: "failed";
  /** What went wrong, as a sentence. */
  readonly reason: string;
  /** The stack, for those who ask; absent if unknown. */
  readonly stack?: string | undefined;
  /** Whether only this machine cannot do the run, because its data are missing: another one may. */
  readonly isUnable?: boolean | undefined;
}

/** How a job ends. */
export type JobEnd =
  /** The run is complete, or at the epoch that its job asks for. */
  | { readonly kind: "finished" }
  /** It was left with a checkpoint. */
  | { readonly kind: "paused" }
  | JobFailure;

/** An event of a job. */
export type JobEvent = JobNews | JobEnd;

/** What an engine reports while it works: an event with its job. */
export type EngineEvent = JobEvent & { readonly job: RunJob };

/** Whether an event is the last one of its job. */
export function isEnd<Event extends JobEvent>(event: Event): event is Extract<Event, JobEnd> {
  return event.kind === "finished" || event.kind === "paused" || event.kind === "failed";
}

/** An error, as the failure of a job. */
export function failureOf(error: unknown): JobFailure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: "failed", reason: message, ...(stack !== undefined && { stack }) };
}
