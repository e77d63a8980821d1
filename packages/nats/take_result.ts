/**
 * What follows from how a run ended according to a worker. A job's state changes here, but nothing
 * is sent or written.
 *
 * @module
 */
import type { JobFailure } from "@samebit/engines";
import type { RunFile } from "@samebit/store";
import type { ResultMessage } from "./messages.ts";
import type { OpenJob } from "./open_job.ts";
import { faultOf, stepOf } from "./sent_run.ts";

/** A result with files. */
export type SentRun = Extract<ResultMessage, { readonly bundle: object }>;

/** The consequence of a job's failure: another try, or its end. */
export type AfterFailure =
  | { readonly kind: "again"; readonly notice: string }
  | JobFailure;

/** Counts a failure of a job; says whether it is retried. */
export function countFailure(
  job: OpenJob,
  { reason, stack }: Pick<JobFailure, "reason" | "stack">,
  { retries, isStopping }: { readonly retries: number; readonly isStopping: boolean },
): AfterFailure {
  if (!isStopping && job.failures++ < retries) {
    return { kind: "again", notice: `${reason}; it is retried` };
  }
  return { kind: "failed", reason, ...(stack !== undefined && { stack }) };
}

/**
 * Why a result is not what it claims to be, as a sentence; undefined if its files may be put in
 * place.
 */
export function refuseRun(
  job: OpenJob,
  { worker, end }: SentRun,
  files: readonly RunFile[] | string,
  isStopping: boolean,
): string | undefined {
  const fault = typeof files === "string" ? files : faultOfRun(job, end.kind, files, isStopping);
  return fault && `${worker} says that it is ${end.kind}, but ${fault}`;
}

function faultOfRun(
  { job, reached }: OpenJob,
  kind: SentRun["end"]["kind"],
  files: readonly RunFile[],
  isStopping: boolean,
): string | undefined {
  const fault = faultOf(files, job, kind);
  if (fault !== undefined) return fault;
  const step = stepOf(files);
  const isStuck = kind === "paused" && !isStopping && step <= reached;
  return isStuck ? `it got no further than step ${step}` : undefined;
}
