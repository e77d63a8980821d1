/**
 * The files of a run on their way from and to a worker: the newest checkpoint, from any worker, and
 * the files at the end of a run.
 *
 * @module
 */
import { faultIn, type KeyedJob, keyOf, placeRun, readRun } from "@samebit/store";
import type { JobEnd } from "@samebit/engines";
import { checkpointObject, deleteBundle, putBundle, useBundle } from "./bundles.ts";
import type { Link } from "./link.ts";
import { withSender } from "./senders.ts";
import { formatMessage, isWorkerName, type ResultMessage } from "./messages.ts";

/** The part of a worker that its files need. */
interface Slot {
  /** The connection. */
  readonly link: Link;
  /** The worker's name. */
  readonly name: string;
  /** The folder of the run in progress. */
  readonly folder: string;
  /** Called with a line about each event. */
  readonly say: (line: string) => void;
}

/**
 * Puts the newest checkpoint that any worker sent in place, with its sender, so that an audit can
 * name it; returns whether there is one. A checkpoint without a sender is not used.
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
    if (fault !== undefined) say(`${identity.slice(0, 8)} cannot use a checkpoint: ${fault}`);
    if (typeof received === "string" || fault !== undefined) return false;
    await placeRun(folder, identity, withSender(received.files, received.by!));
    return true;
  });
}

/**
 * Sends the newest checkpoint, if there is one.
 *
 * @throws {RangeError} It is too large to be sent.
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

/** How a run ended, after its files have been sent. */
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
