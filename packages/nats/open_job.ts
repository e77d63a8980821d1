/**
 * What a coordinator knows about a job: much while it waits for the result, little afterwards,
 * since there may be very many jobs.
 *
 * @module
 */
import { keyOf, type RunJob } from "@samebit/store";
import { Flow } from "./flow.ts";

/** A job as a coordinator receives it. */
export interface NumberedJob {
  /** Its number among those of the command, from 0. */
  readonly index: number;
  /** The job. */
  readonly job: RunJob;
}

/** What is known about every job. */
export interface KnownJob {
  /** Its number among those of the command. */
  readonly index: number;
  /** The worker that is doing it, or did it. */
  by: string | undefined;
  /** The numbers of the results that were examined. */
  readonly handled: number[];
}

/** A job at the server, and its state. */
export interface OpenJob extends KnownJob {
  /** The job. */
  readonly job: RunJob;
  /** What identifies it in subjects. */
  readonly key: string;
  /** Whether anybody has begun it. */
  hasStarted: boolean;
  /** Whether its files are being put in place. */
  isArriving: boolean;
  /** Whether its end has been reported. */
  hasEnded: boolean;
  /** How often a worker has vanished with it. */
  deaths: number;
  /** How often it has failed. */
  failures: number;
  /** The step of the last checkpoint that a worker left; -1 if none did. */
  reached: number;
  /** How many notices of workers have come. */
  notices: number;
  /** The bound on messages about it. */
  readonly flow: Flow;
  /** The workers that cannot do it, and why. */
  readonly refusals: Map<string, string>;
}

/** A finished job: what is kept in case its run arrives again. */
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

/** What is kept of a finished job. */
export function closedJob({ index, job, by, handled }: OpenJob): ClosedJob {
  return { index, folder: job.folder, by, handled };
}
