/**
 * The files of a run on their way from a worker and to it: the newest checkpoint, whoever made it, and
 * what a run has left when it ends.
 *
 * @module
 */
import { faultIn, type KeyedJob, keyOf, placeRun, readRun } from "@samebit/store";
import type { JobEnd } from "@samebit/engines";
import { checkpointObject, deleteBundle, putBundle, useBundle } from "./bundles.ts";
import type { Link } from "./link.ts";
import { withSender } from "./makers.ts";
import { formatMessage, isWorkerName, type ResultMessage } from "./messages.ts";

/** As much of a worker as its files need. */
interface Slot {
  /** The connection. */
  readonly link: Link;
  /** What the worker is called. */
  readonly name: string;
  /** The folder of the run that is being made. */
  readonly folder: string;
  /** Called with a line about each thing that happens. */
  readonly say: (line: string) => void;
}

/**
 * Puts the newest checkpoint that anybody sent in its place, with who it was, so that an audit can
 * name him; returns whether there is one. One of which nobody says to have sent it is not used.
 */
export function placeCheckpoint(
  { link, folder, say }: Slot,
  identity: string,
): Promise<boolean> {
  return useBundle(link, checkpointObject(identity), async (received) => {
    if (received === undefined) return false;
    const fault = typeof received === "string"
      ? received
      : !isWorkerName(received.by)
      ? "it does not say who sent it"
      : faultIn(received.files, identity);
    if (fault !== undefined) say(`${identity.slice(0, 8)} has no use of a checkpoint: ${fault}`);
    if (typeof received === "string" || fault !== undefined) return false;
    await placeRun(folder, identity, withSender(received.files, received.by!));
    return true;
  });
}

/**
 * Sends the newest checkpoint, where there is one.
 *
 * @throws {RangeError} It is too large to travel.
 */
export async function sendCheckpoint(
  { link, folder, name }: Slot,
  identity: string,
): Promise<void> {
  const files = await readRun(folder);
  if (files === undefined) return;
  await putBundle(link, identity, files, { object: checkpointObject(identity), by: name });
}

/** Sends the files of a run and how it ended. */
export async function sendResult(slot: Slot, job: KeyedJob, end: JobEnd): Promise<void> {
  const { identity } = job;
  const { client, names, persist } = slot.link;
  const result = await resultOf(slot, identity, end);
  await persist(() => client.publish(names.result(keyOf(job)), formatMessage(result)));
  if (end.kind === "finished") await deleteBundle(slot.link, checkpointObject(identity));
}

/** How a run ended, its files sent. */
async function resultOf(
  { link, name, folder }: Slot,
  identity: string,
  end: JobEnd,
): Promise<ResultMessage> {
  const failed = (reason: string): ResultMessage => ({
    worker: name,
    end: { kind: "failed", reason },
  });
  if (end.kind === "failed") return { worker: name, end };
  const files = await readRun(folder);
  if (files === undefined) return failed(`The run was ${end.kind}, but its files are gone`);
  try {
    return { worker: name, end, bundle: await putBundle(link, identity, files) };
  } catch (error) {
    if (error instanceof RangeError) return failed(error.message);
    throw error;
  }
}
