/**
 * Servers that lose what runs travel on, or have no leader who could keep it yet.
 */
import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "node:path";
import { jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { BadInput } from "@samebit/input";
import {
  createNatsEngine,
  namesOfSpace,
  parseNatsAddress,
  type Runner,
  serveNats,
} from "@samebit/nats";
import { createWorkplace } from "../command_line.ts";
import { startSweep } from "./engine_sweep.ts";
import { freePort, startNatsServer } from "./nats_server.ts";
import { TIMING } from "./nats_workers.ts";
import { isLeftOut, isLong } from "./programs.ts";
import { createQueuedSweep } from "./queued_sweep.ts";

const ignore = isLeftOut("nats_gone_test", "nats-server");

// An election takes as long as it takes.
const ignoreElections = ignore || isLong("nats_gone_test, elections");

const NAMES = namesOfSpace("samebit");

/** A worker in this process that makes nothing; its lines, and how it ends. */
function serve(
  address: string,
  folder: string,
  { openMs = TIMING.openMs, signal = new AbortController().signal } = {},
) {
  const waits = Promise.withResolvers<void>();
  const createRunner = (): Runner => {
    throw new Error("There was a plan");
  };
  const ended = serveNats({
    address: parseNatsAddress(address),
    name: "a",
    workers: 1,
    folder,
    createRunner,
    timing: { ...TIMING, openMs },
    signal,
    say: () => waits.resolve(),
  });
  return { waits: waits.promise, ended };
}

Deno.test({
  name: "serveNats ends when somebody deletes what plans travel on, and says what",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await using server = await startNatsServer(place.path);
    const connection = await connect({ servers: server.address });
    const { streams, consumers } = await jetstreamManager(connection);
    const deletions: [() => Promise<boolean>, string][] = [
      [() => consumers.delete(NAMES.plans, NAMES.workers), "the consumer workers of samebit-plans"],
      [() => streams.delete(NAMES.plans), "the stream samebit-plans"],
    ];
    for (const [remove, what] of deletions) {
      const { waits, ended } = serve(server.address, place.path);
      const refusing = assertRejects(() => ended, BadInput);
      await waits;
      await remove();
      const { message } = await refusing;
      assertEquals(
        message,
        `--engine: ${what} is gone from ${new URL(server.address).host}; ` +
          "someone deleted it; run the command again to create it",
      );
    }
    await connection.close();
  },
});

Deno.test({
  name: "createNatsEngine ends when somebody deletes the stream of results, and says so",
  ignore,
  async fn() {
    await using sweep = await createQueuedSweep({ seeds: [1] });
    const { server, queue, planned, out } = sweep;
    const engine = createNatsEngine({
      address: parseNatsAddress(server.address),
      out,
      timing: { ...TIMING, quietMs: 500 },
    });
    const going = startSweep(engine, planned, out);
    const refusing = assertRejects(() => going.ended, BadInput);
    await queue.holds(2);
    const connection = await connect({ servers: server.address });
    await (await jetstreamManager(connection)).streams.delete(NAMES.results);
    await connection.close();
    const { message } = await refusing;
    assertMatch(message, /^--engine: the stream samebit-results is gone from 127\.0\.0\.1:\d+; /);
  },
});

Deno.test({
  name: "serveNats waits for the leader of a cluster, and says when there is none for long",
  ignore: ignoreElections,
  async fn() {
    await using place = await createWorkplace();
    const [one, two] = [freePort(), freePort()];
    const start = async (name: string, port: number, other: number) => {
      const folder = join(place.path, name);
      await Deno.mkdir(folder);
      const route = `listen: "127.0.0.1:${port}", routes: ["nats://127.0.0.1:${other}"]`;
      const config = `server_name: ${name}\ncluster { name: samebit, ${route} }`;
      return await startNatsServer(folder, config);
    };
    await using server = await start("ada", one, two);
    const ending = new AbortController();
    const { signal } = ending;
    const { waits, ended } = serve(server.address, place.path, { openMs: 60_000, signal });
    const impatient = serve(server.address, place.path).ended;
    const { message } = await assertRejects(() => impatient, BadInput);
    assertMatch(
      message,
      /^--engine: 127\.0\.0\.1:\d+ cannot keep streams just now: .*; run the command again once most servers of the cluster are up$/,
    );
    await using _other = await start("bob", two, one);
    await waits;
    ending.abort();
    await ended;
  },
});
