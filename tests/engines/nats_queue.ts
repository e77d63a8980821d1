/**
 * The queue of plans at a NATS server, and the checkpoints there, as somebody sees them who speaks to
 * the server by hand. Not for anything but tests.
 */
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { Objm } from "@nats-io/obj";
import { connect } from "@nats-io/transport-node";
import { namesIn } from "@samebit/experiment/nats";
import { until } from "../faults/processes.ts";

/** A connection to a server. */
export interface Queue extends AsyncDisposable {
  /** Waits until it holds so many plans. */
  holds(count: number): Promise<void>;
  /** Takes the plan of a run out of the queue and puts it back, changed, as often as asked. */
  putBack(identity: string, times?: number, change?: Record<string, unknown>): Promise<void>;
  /** How many runs have a checkpoint at the server. */
  checkpoints(): Promise<number>;
}

/** Opens the queue of a server; streams that are not there yet come with the first worker or sweep. */
export async function openQueue(address: string): Promise<Queue> {
  const names = namesIn("samebit");
  const connection = await connect({ servers: address });
  const manager = await jetstreamManager(connection);
  const client = jetstream(connection);
  const exists = async (stream: string) => (await manager.streams.names().next()).includes(stream);
  return {
    holds: (count) =>
      until(`${count} plans in the queue`, async () =>
        await exists(names.plans) &&
        (await manager.streams.info(names.plans)).state.messages === count),
    async putBack(identity, times = 1, change = {}) {
      const subject = names.plan(`${identity}.end`);
      const message = await manager.streams.getMessage(names.plans, { last_by_subj: subject });
      await manager.streams.deleteMessage(names.plans, message!.seq);
      const text = JSON.stringify({ ...message!.json<Record<string, unknown>>(), ...change });
      for (let i = 0; i < times; i++) await client.publish(subject, text);
    },
    async checkpoints() {
      if (!await exists(`OBJ_${names.files}`)) return 0;
      const objects = await (await new Objm(client).open(names.files)).list();
      return objects.filter(({ name }) => name.endsWith("/checkpoint")).length;
    },
    [Symbol.asyncDispose]: () => connection.close(),
  };
}
