/**
 * What follows from a worker's message about a run in progress. A job's state changes here, but
 * nothing is sent or written: the actions to take are returned.
 *
 * @module
 */
import type { JobEvent } from "@samebit/engines";
import { type EventMessage, parseEvent, type Rows } from "./messages.ts";
import type { OpenJob } from "./open_job.ts";

/** What is to be done after a message. */
export type Consequence =
  /** Report this about the job; that it began only if it has not been reported. */
  | { readonly tell: JobEvent }
  /** Put these rows into its folder. */
  | { readonly mirror: Rows }
  /** End it as failed and take its plan out of the queue. */
  | { readonly giveUp: string };

/** How many notices from workers about a run are shown. */
const MOST_NOTICES = 50;

/** For how many workers the reason why they cannot do a run is remembered. */
const MOST_REFUSALS = 1_000;

/** How often workers may vanish with the same run before it counts as failed. */
const MOST_DEATHS = 5;

/** What follows from a message; nothing from an invalid one, or one too many. */
export function takeMessage(
  job: OpenJob,
  data: Uint8Array,
  nowMs: number,
): { readonly isHeard: boolean; readonly consequences: Consequence[] } {
  const allowance = job.flow.take(data.length, nowMs);
  const message = allowance === "yes" ? parseEvent(data) : undefined;
  if (message !== undefined) return { isHeard: true, consequences: consequencesOf(job, message) };
  const consequences = allowance === "last"
    ? [noticed("too many messages about it; not all of them are read")]
    : [];
  return { isHeard: false, consequences };
}

function consequencesOf(job: OpenJob, message: EventMessage): Consequence[] {
  const { event } = message;
  switch (event.kind) {
    case "started":
      return takeStart(job, message);
    case "returned":
      takeBack(job, message.worker, event.refusal);
      return [];
    case "progress":
      return [{ tell: event }];
    case "rows":
      return job.isArriving ? [] : [{ mirror: event }];
    case "notice":
      return takeNotice(job, event.text);
  }
}

/** A worker has begun it, so the one that had it has vanished. */
function takeStart(job: OpenJob, { worker, delivery }: EventMessage): Consequence[] {
  const before = job.by;
  job.by = worker;
  const started: Consequence = { tell: { kind: "started" } };
  if (before === undefined || delivery <= 1) return [started];
  const vanished = noticed(`${before} is silent; another worker resumes it`);
  if (++job.deaths < MOST_DEATHS) return [started, vanished];
  return [started, vanished, { giveUp: `${MOST_DEATHS} workers vanished while doing it` }];
}

function takeBack(job: OpenJob, worker: string, refusal: string | undefined): void {
  job.by = undefined;
  if (refusal === undefined || job.refusals.size >= MOST_REFUSALS) return;
  job.refusals.set(worker, refusal);
}

function takeNotice(job: OpenJob, text: string): Consequence[] {
  const count = ++job.notices;
  if (count > MOST_NOTICES) return [];
  const last = count === MOST_NOTICES ? [noticed("further notices about it are not shown")] : [];
  return [noticed(text), ...last];
}

function noticed(text: string): Consequence {
  return { tell: { kind: "notice", text } };
}

/** Why no present worker can do a job; undefined if one may, or if there is none. */
export function refusalOf(job: OpenJob, workers: readonly string[]): string | undefined {
  const reasons = workers.map((worker) => job.refusals.get(worker));
  if (reasons.length === 0 || reasons.includes(undefined)) return undefined;
  const each = workers.map((worker, i) => `${worker}: ${reasons[i]}`).join("; ");
  return `No worker can do it: ${each}`;
}
