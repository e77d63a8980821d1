/**
 * A NATS server, its queue and a planned sweep that has not begun: what a test begins with that has
 * an eye on the queue. Not for anything but tests.
 */
import { join } from "node:path";
import { planExperiment, type PlannedExperiment } from "@samebit/sweep";
import { createWorkplace, type Workplace } from "../command_line.ts";
import { declare } from "../sample_experiment.ts";
import { openQueue, type Queue } from "./nats_queue.ts";
import { type NatsServer, startNatsServer } from "./nats_server.ts";

/** All of it, ended and removed together. */
export interface QueuedSweep extends AsyncDisposable {
  readonly place: Workplace;
  readonly server: NatsServer;
  readonly queue: Queue;
  readonly planned: PlannedExperiment;
  /** Where its runs are to be. */
  readonly out: string;
}

/** Starts a server and plans the sample experiment, with other fields where they are given. */
export async function createQueuedSweep(
  fields?: Parameters<typeof declare>[0],
): Promise<QueuedSweep> {
  await using stack = new AsyncDisposableStack();
  const place = stack.use(await createWorkplace());
  const server = stack.use(await startNatsServer(place.path));
  const queue = stack.use(await openQueue(server.address));
  const file = await place.write("experiments/sweep.ts", declare(fields));
  const planned = await planExperiment(file, { dataDir: place.path });
  const owned = stack.move();
  return {
    place,
    server,
    queue,
    planned,
    out: join(place.path, "out"),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
