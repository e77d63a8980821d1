/**
 * The queue of plans at a NATS server, and the checkpoints there, as somebody sees them who speaks to
 * the server by hand. Not for anything but tests.
 */
import { createHash } from "node:crypto";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { Objm } from "@nats-io/obj";
import { connect } from "@nats-io/transport-node";
import { namesOfSpace } from "@samebit/nats";
import { until } from "../faults/processes.ts";

/** What `eve` sends. */
export interface Sent {
  /** Files by name, as texts or bytes; none are sent if left out. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** How long she says each file is; the truth if left out. */
  readonly length?: number;
  /** How long she says all of it is; the truth if left out. */
  readonly size?: number;
}

/** A connection to a server. */
export interface Queue extends AsyncDisposable {
  /** How many plans it holds; 0 before there is a queue. */
  plans(): Promise<number>;
  /** Waits until it holds so many plans. */
  holds(count: number): Promise<void>;
  /** Takes the plan of a run out of the queue and puts it back, changed, as often as asked. */
  putBack(identity: string, times?: number, change?: Record<string, unknown>): Promise<void>;
  /** Takes the plan of a run out of the queue and says as worker `eve` that the run has finished. */
  claim(identity: string, sent: Sent): Promise<void>;
  /** Puts files there as the checkpoint of a run, by whom she says if she says it. */
  putCheckpoint(
    identity: string,
    files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
    by?: string,
  ): Promise<void>;
  /** Sends an event of a run. */
  tell(identity: string, event: Record<string, unknown>): void;
  /** How many runs have a checkpoint at the server. */
  checkpoints(): Promise<number>;
}

/** Opens the queue of a server; streams that are not there yet come with the first worker or sweep. */
export async function openQueue(address: string): Promise<Queue> {
  const names = namesOfSpace("samebit");
  const connection = await connect({ servers: address });
  const manager = await jetstreamManager(connection);
  const client = jetstream(connection);
  const exists = async (stream: string) => (await manager.streams.names().next()).includes(stream);
  const takeOut = async (subject: string) => {
    const message = await manager.streams.getMessage(names.plans, { last_by_subj: subject });
    await manager.streams.deleteMessage(names.plans, message!.seq);
    return message!.json<Record<string, unknown>>();
  };
  const plans = async () =>
    await exists(names.plans) ? (await manager.streams.info(names.plans)).state.messages : 0;
  return {
    plans,
    holds: (count) => until(`${count} plans in the queue`, async () => await plans() === count),
    async putBack(identity, times = 1, change = {}) {
      const subject = names.plan(`${identity}.end`);
      const text = JSON.stringify({ ...await takeOut(subject), ...change });
      for (let i = 0; i < times; i++) await client.publish(subject, text);
    },
    async claim(identity, { files, length, size }) {
      const key = `${identity}.end`;
      await takeOut(names.plan(key));
      const bytes = Object.entries(files ?? {}).map(([name, content]) => ({
        name,
        bytes: typeof content === "string" ? new TextEncoder().encode(content) : content,
      }));
      const entries = bytes.map((file) => {
        const entry = entryOf(file);
        return { ...entry, length: length ?? entry.length };
      });
      const object = `${identity}/eve`;
      if (files !== undefined) {
        const store = await new Objm(client).open(names.files);
        const meta = { name: object, metadata: { files: JSON.stringify(entries) } };
        await store.put(meta, ReadableStream.from(bytes.map((file) => file.bytes)));
        const subject = `$O.${names.files}.M.${btoa(object)}`;
        const query = { last_by_subj: subject };
        const info = await manager.streams.getMessage(`OBJ_${names.files}`, query);
        const told = { ...info!.json<Record<string, unknown>>(), size };
        if (size !== undefined) await client.publish(subject, JSON.stringify(told));
      }
      const result = {
        worker: "eve",
        end: { kind: "finished" },
        bundle: { object, files: entries },
      };
      await client.publish(names.result(key), JSON.stringify(result));
    },
    async putCheckpoint(identity, files, by) {
      const store = await new Objm(client).open(names.files);
      const metadata = { files: JSON.stringify(files.map(entryOf)), ...(by && { by }) };
      const meta = { name: `${identity}/checkpoint`, metadata };
      await store.put(meta, ReadableStream.from(files.map(({ bytes }) => bytes)));
    },
    tell: (identity, event) =>
      connection.publish(names.event(`${identity}.end`), JSON.stringify(event)),
    async checkpoints() {
      if (!await exists(`OBJ_${names.files}`)) return 0;
      const objects = await (await new Objm(client).open(names.files)).list();
      return objects.filter(({ name }) => name.endsWith("/checkpoint")).length;
    },
    [Symbol.asyncDispose]: () => connection.close(),
  };
}

function entryOf({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }) {
  return { name, length: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}
