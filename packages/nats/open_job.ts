/**
 * What a coordinator knows of a job: much while it waits for its result, little afterwards, since
 * there may be very many.
 *
 * @module
 */
import { keyOf, type RunJob } from "@samebit/store";
import { Flow } from "./flow.ts";

/** A job as it comes to a coordinator. */
export interface NumberedJob {
  /** Its number among those of the command, from 0. */
  readonly index: number;
  /** The job. */
  readonly job: RunJob;
}

/** What is known of every job. */
export interface KnownJob {
  /** Its number among those of the command. */
  readonly index: number;
  /** The worker that makes it, or made it. */
  by: string | undefined;
  /** The numbers of the results that were looked at. */
  readonly handled: number[];
}

/** A job that is at the server, and what has become of it. */
export interface OpenJob extends KnownJob {
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

/** A job that has finished: what is kept in case that its run comes once more. */
export interface ClosedJob extends KnownJob {
  /** The run's folder. */
  readonly folder: string;
}

/** A job that nobody has begun. */
export function openJob({ index, job }: NumberedJob): OpenJob {
  return {
    index,
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

/** What is kept of a job that has finished. */
export function closedJob({ index, job, by, handled }: OpenJob): ClosedJob {
  return { index, folder: job.folder, by, handled };
}
