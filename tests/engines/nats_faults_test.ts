import { assertEquals } from "@std/assert";
import { join, resolve } from "node:path";
import { RUN_FILES, runFolder } from "@samebit/experiment";
import { createWorkplace, filesBelow } from "../command_line.ts";
import { childrenOf, until } from "../faults/processes.ts";
import { assertSameRuns, assertWhole, LONG_SWEEP, planSweep, type Sweep } from "../faults/sweep.ts";
import { startNatsSweep, tellingOf } from "./nats_runs.ts";
import { openQueue } from "./nats_queue.ts";
import { startNatsServer } from "./nats_server.ts";
import { type NatsWorker, startNatsWorker } from "./nats_workers.ts";
import { isLeftOut, isLong } from "./programs.ts";

const ignore = isLong("nats_faults_test") || isLeftOut("nats_faults_test", "nats-server");

/** Where the sweep is planned and made once undisturbed, by one local worker. */
const made = await createWorkplace();
const undisturbed = join(made.path, "undisturbed");
let sweep: Sweep;

Deno.test.beforeAll(async () => {
  if (ignore) return;
  sweep = await planSweep(made, LONG_SWEEP);
  await sweep.make(undisturbed);
});

Deno.test.afterAll(async () => await made[Symbol.asyncDispose]());

/** Checks that the sweep is whole and has the bytes of the undisturbed one. */
async function assertUndisturbed(out: string): Promise<void> {
  await assertWhole(sweep, out);
  await assertSameRuns(join(out, "sweep/runs"), join(undisturbed, "sweep/runs"));
}

/** The steps from which runs were gone on with. */
async function resumedAt(out: string): Promise<number[]> {
  const steps = await Promise.all(sweep.planned.runs.map(async (run) => {
    const path = join(runFolder(out, sweep.planned.slug, run), RUN_FILES.environment);
    return JSON.parse(await Deno.readTextFile(path)).fromStep as number | undefined;
  }));
  return steps.filter((step) => step !== undefined);
}

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
    const going = startNatsSweep(address, sweep.planned, out);
    await until("a checkpoint at the server", async () => await queue.checkpoints() > 0);
    await victim.kill();
    await using _heir = await startNatsWorker(address, place.path, "heir");
    assertEquals((await going.ended).failed, []);
    assertEquals(tellingOf(going.events), [
      "notice: victim was not heard of any more; another worker goes on",
    ]);
    assertEquals((await resumedAt(out)).length, 1);
    await assertUndisturbed(out);
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
    const far = Promise.withResolvers<void>();
    const going = startNatsSweep(address, sweep.planned, out, (event) => {
      if (event.kind === "progress" && event.progress.step > 100) far.resolve();
    });
    await far.promise;
    await server.kill();
    await server.start();
    assertEquals((await going.ended).failed, []);
    await assertUndisturbed(out);
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
    const paused = startNatsSweep(address, sweep.planned, out, ({ kind }) => {
      if (kind === "progress") paused.stop();
    });
    assertEquals((await paused.ended).failed, []);
    const story = paused.events.map(({ kind }) => kind).filter((kind) => kind !== "progress");
    assertEquals(story, ["started", "paused"]);
    const files = await filesBelow(join(out, "sweep/runs"));
    assertEquals(files.filter((name) => /\/checkpoint-\d+\./.test(name)).length, 1);

    const again = startNatsSweep(address, sweep.planned, out);
    assertEquals((await again.ended).failed, []);
    assertEquals((await resumedAt(out)).length, 1);
    assertEquals(worker.said.filter((line) => line.endsWith("begun")).length, 2);
    await assertUndisturbed(out);
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
    await place.write("experiments/sweep.ts", LONG_SWEEP);
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
    const runs = ["out", undisturbed].map((folder) => resolve(place.path, folder, "sweep/runs"));
    await assertSameRuns(runs[0]!, runs[1]!);
  },
});

/** How many runs a worker has finished. */
function finished({ said }: NatsWorker): number {
  return said.filter((line) => line.endsWith("finished")).length;
}
