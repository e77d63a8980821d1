/**
 * What a coordinator knows of a job: much while it waits for its result, little afterwards, since
 * there may be very many.
 *
 * @module
 */
import type { EngineEvent } from "@samebit/engines";
import { keyOf, type RunJob } from "@samebit/store";
import { Flow } from "./flow.ts";

/** A job with its number among those of the command. */
export interface NumberedJob extends RunJob {
  /** From 0. */
  readonly index: number;
}

/** An engine's event without its job. */
export type JobEvent = EngineEvent extends infer Event
  ? Event extends EngineEvent ? Omit<Event, "job"> : never
  : never;

/** A job that is made, or has been. */
export interface FinishedTask {
  /** The number of the job. */
  readonly index: number;
  /** The run's folder. */
  readonly folder: string;
  /** The worker that makes it, or made it. */
  by: string | undefined;
  /** The numbers of the results that were looked at. */
  readonly handled: number[];
}

/** A job that is at the server, and what has become of it. */
export interface Task extends FinishedTask {
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
  /** How often a worker has vanished with it. */
  deaths: number;
  /** How often it has failed. */
  failures: number;
  /** The step of the checkpoint with which a worker last left it; -1 if none did. */
  reached: number;
  /** How many notices of workers have come. */
  notices: number;
  /** What bounds the messages about it. */
  readonly flow: Flow;
  /** The workers that cannot make it, and why. */
  readonly refusals: Map<string, string>;
}

/** A job that nobody has begun. */
export function createTask({ index, ...job }: NumberedJob): Task {
  return {
    index,
    folder: job.folder,
    job,
    key: keyOf(job),
    hasStarted: false,
    isArriving: false,
    hasEnded: false,
    by: undefined,
    handled: [],
    deaths: 0,
    failures: 0,
    reached: -1,
    notices: 0,
    flow: new Flow(),
    refusals: new Map(),
  };
}

/** What is kept of a task that has finished, in case that its run comes once more. */
export function finishedTask({ index, folder, by, handled }: Task): FinishedTask {
  return { index, folder, by, handled };
}
