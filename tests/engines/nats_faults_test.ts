import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { namesOfSpace } from "@samebit/nats";
import { createWorkplace, filesBelow } from "../command_line.ts";
import { childrenOf, until } from "../faults/processes.ts";
import { startSweep, tellingOf } from "./engine_sweep.ts";
import { startNatsCluster } from "./nats_cluster.ts";
import { openQueue } from "./nats_queue.ts";
import { startNatsServer } from "./nats_server.ts";
import { natsEngine, type NatsWorker, startNatsWorker } from "./nats_workers.ts";
import { isLeftOut, isLong } from "./programs.ts";
import { ENGINE_SWEEP, makeUndisturbed, type UndisturbedSweep } from "./undisturbed_sweep.ts";

const ignore = isLong("nats_faults_test") || isLeftOut("nats_faults_test", "nats-server");

let sweep: UndisturbedSweep;
Deno.test.beforeAll(async () => {
  if (!ignore) sweep = await makeUndisturbed();
});
Deno.test.afterAll(async () => {
  if (!ignore) await sweep[Symbol.asyncDispose]();
});

Deno.test({
  name: "createNatsEngine goes on from the checkpoint of a worker that was killed with all it had",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await using server = await startNatsServer(place.path);
    const { address } = server;
    const out = join(place.path, "out");
    await using queue = await openQueue(address);
    const victim = await startNatsWorker(address, place.path, "victim");
    const going = startSweep(natsEngine(address, out), sweep.planned, out);
    await until("a checkpoint at the server", async () => await queue.checkpoints() > 0);
    await victim.kill();
    await using _heir = await startNatsWorker(address, place.path, "heir");
    assertEquals((await going.ended).failed, []);
    assertEquals(tellingOf(going.events), [
      "notice: victim is silent; another worker resumes it",
    ]);
    assertEquals((await sweep.resumedAt(out)).length, 1);
    await sweep.check(out);
  },
});

Deno.test({
  name: "createNatsEngine outlives a server that is killed and started again",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await using server = await startNatsServer(place.path);
    const { address } = server;
    const out = join(place.path, "out");
    await using _worker = await startNatsWorker(address, place.path, "a");
    await using _other = await startNatsWorker(address, place.path, "b");
    const going = startSweep(natsEngine(address, out), sweep.planned, out);
    await going.reaches(100);
    await server.kill();
    await server.start();
    assertEquals((await going.ended).failed, []);
    await sweep.check(out);
  },
});

Deno.test({
  name: "createNatsEngine goes on when one of the three servers of a cluster dies for good",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await using cluster = await startNatsCluster(place.path);
    const { address } = cluster;
    const out = join(place.path, "out");
    await using _worker = await startNatsWorker(address, place.path, "a");
    await using _other = await startNatsWorker(address, place.path, "b");
    const going = startSweep(natsEngine(address, out), sweep.planned, out);
    await going.reaches(100);
    await cluster.killLeaderOf(namesOfSpace("samebit").plans);
    assertEquals((await going.ended).failed, []);
    await sweep.check(out);
  },
});

Deno.test({
  name: "createNatsEngine pauses at an abort, with checkpoints here, and goes on from them",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await using server = await startNatsServer(place.path);
    const { address } = server;
    const out = join(place.path, "out");
    await using worker = await startNatsWorker(address, place.path, "a");
    const paused = startSweep(natsEngine(address, out), sweep.planned, out);
    await paused.reaches(1);
    paused.stop();
    assertEquals((await paused.ended).failed, []);
    const story = paused.events.map(({ kind }) => kind).filter((kind) => kind !== "progress");
    assertEquals(story, ["started", "paused"]);
    const files = await filesBelow(join(out, "sweep/runs"));
    assertEquals(files.filter((name) => /\/checkpoint-\d+\./.test(name)).length, 1);

    const again = startSweep(natsEngine(address, out), sweep.planned, out);
    assertEquals((await again.ended).failed, []);
    assertEquals((await sweep.resumedAt(out)).length, 1);
    assertEquals(worker.said.filter((line) => line.endsWith("begun")).length, 2);
    await sweep.check(out);
  },
});

Deno.test({
  name:
    "experiment --engine nats collects what was made while it was dead, and makes nothing twice",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await using server = await startNatsServer(place.path);
    const { address } = server;
    await place.write("experiments/sweep.ts", ENGINE_SWEEP);
    const args = ["experiment", "sweep", "--engine", address, "--out", "out"];
    const killed = place.start(...args);
    await using worker = await startNatsWorker(address, place.path, "a");
    await worker.says(/begun/);
    // Its child hears of it by the end of its input, as late as that comes.
    const [speaker] = childrenOf(killed.pid);
    Deno.kill(speaker!, "SIGKILL");
    killed.kill("SIGKILL");
    await killed.output();
    await until("the end of two runs", () => finished(worker) === 2);
    const again = await place.run(...args);
    assertEquals([again.status, again.complaints], [0, ""]);
    assertEquals(finished(worker), 2);
    await sweep.check(join(place.path, "out"));
  },
});

/** How many runs a worker has finished. */
function finished({ said }: NatsWorker): number {
  return said.filter((line) => line.endsWith("finished")).length;
}
