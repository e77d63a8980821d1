/**
 * The queue of plans at the server, and the results kept there, as a coordinator uses them: one job
 * at a time, never a complete list.
 *
 * @module
 */
import type { StoredMsg } from "@nats-io/jetstream";
import { CONTRACT } from "@samebit/solver";
import { keyOf, readRun, type RunJob } from "@samebit/store";
import { bundleEntries, checkpointObject, putBundle } from "./bundles.ts";
import type { Link } from "./link.ts";
import { COMMAND } from "./senders.ts";
import { formatMessage } from "./messages.ts";
import { stepOf } from "./sent_run.ts";

/** Puts a plan into the queue, unless it already exists. */
export async function putPlan(link: Link, job: RunJob): Promise<void> {
  const key = keyOf(job);
  if (await planAt(link, key) !== null) return;
  const isNew = await publish(link, job, key);
  // The queue had this plan a moment ago but no longer has it: it is requested again.
  if (!isNew && await planAt(link, key) === null) await putPlanAgain(link, job);
}

/**
 * Puts a plan back into the queue after a result for it has arrived: the worker that sent it takes
 * the old one out.
 */
export async function putPlanAgain(link: Link, job: RunJob): Promise<void> {
  await publish(link, job, `${keyOf(job)} ${crypto.randomUUID()}`);
}

/** Puts it there unless something with this id was put there recently; returns whether it did. */
async function publish(
  { client, names, persist }: Link,
  job: RunJob,
  msgID: string,
): Promise<boolean> {
  const { identity, plan, untilEpoch } = job;
  const text = formatMessage({ contract: CONTRACT, job: { identity, plan, untilEpoch } });
  const { duplicate } = await persist(() =>
    client.publish(names.plan(keyOf(job)), text, { msgID })
  );
  return !duplicate;
}

/** Takes a plan out of the queue; by number, since the server counts wrongly after a purge. */
export async function takePlanBack(link: Link, job: RunJob): Promise<void> {
  const { manager, names, persist } = link;
  while (true) {
    const message = await planAt(link, keyOf(job));
    if (message === null) return;
    await persist(() => manager.streams.deleteMessage(names.plans, message.seq, false));
  }
}

function planAt({ manager, names, persist }: Link, key: string): Promise<StoredMsg | null> {
  const query = { last_by_subj: names.plan(key) };
  return persist(() => manager.streams.getMessage(names.plans, query));
}

/** The newest uncollected result of a job; null if there is none. */
export function resultAt(
  { manager, names, persist }: Link,
  key: string,
): Promise<StoredMsg | null> {
  const query = { last_by_subj: names.result(key) };
  return persist(() => manager.streams.getMessage(names.results, query));
}

/**
 * Sends what was begun in the run's folder, to be resumed, unless a worker has gone further.
 *
 * @throws {RangeError} It is too large to be sent.
 */
export async function offerCheckpoint(link: Link, { identity, folder }: RunJob): Promise<void> {
  const files = await readRun(folder);
  if (files === undefined) return;
  const object = checkpointObject(identity);
  const there = await bundleEntries(link, object);
  if (there !== undefined && stepOf(there) >= stepOf(files)) return;
  await putBundle(link, identity, files, { object, by: COMMAND });
}
