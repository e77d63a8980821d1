/**
 * What somebody may send who reaches the server and is no worker: it is refused, by the name of the
 * sender and of the file, and the runs are made by others.
 */
import { assertEquals, assertMatch } from "@std/assert";
import { formatRecord, type JsonObject } from "@samebit/runlog";
import { CONTRACT } from "@samebit/solver";
import { createWorkplace, outcomeOf } from "../command_line.ts";
import { childrenOf } from "../faults/processes.ts";
import { declare } from "../sample_experiment.ts";
import { startSweep, tellingOf } from "./engine_sweep.ts";
import { openQueue } from "./nats_queue.ts";
import { startNatsServer } from "./nats_server.ts";
import { natsEngine, startNatsWorker } from "./nats_workers.ts";
import { isLeftOut } from "./programs.ts";
import { createQueuedSweep } from "./queued_sweep.ts";

const ignore = isLeftOut("nats_hostile_test", "nats-server");

Deno.test({
  name: "createNatsEngine refuses incomplete runs, says whose they are and why, and continues",
  ignore,
  async fn() {
    await using sweep = await createQueuedSweep();
    const { place, server, queue, planned, out } = sweep;
    const records = planned.runs.map(({ identity, dataHash, plan }) =>
      formatRecord({
        identity,
        contract: CONTRACT,
        dataHash,
        plan: plan as unknown as JsonObject,
        warnings: [],
      })
    );
    const lies = [
      {
        files: { "run.json": records[0]! },
        reason: "run.json does not say how it ended",
      },
      {
        files: { "run.json": records[0]! },
        reason: `run.json is of another run, ${planned.runs[0]!.identity}`,
      },
      {
        files: { "run.json": records[2]! },
        length: 2 ** 50,
        size: 2 ** 50,
        reason: `OBJECT: its files hold ${2 ** 50} bytes; at most ${2 ** 30} may be sent`,
      },
      { reason: "OBJECT: it is gone" },
    ];
    const refused = startSweep(natsEngine(server.address, out), planned, out);
    await queue.holds(4);
    for (const [i, lie] of lies.entries()) await queue.claim(planned.runs[i]!.identity, lie);
    const reasons = new Map(
      (await refused.ended).failed.map(({ run, reason }) => [run.identity, reason]),
    );
    for (const [i, { identity }] of planned.runs.entries()) {
      const reason = lies[i]!.reason.replace("OBJECT", `${identity}/eve`);
      assertEquals(reasons.get(identity), `eve says that it is finished, but ${reason}`);
    }

    const again = startSweep(natsEngine(server.address, out), planned, out, { retries: 1 });
    await queue.holds(4);
    const { identity } = planned.runs[2]!;
    await queue.claim(identity, { files: { "run.json": records[2]! }, size: 2 ** 50 });
    await using _worker = await startNatsWorker(server.address, place.path, "ada");
    assertEquals((await again.ended).failed, []);
    assertEquals(tellingOf(again.events), [
      `notice: eve says that it is finished, but ${identity}/eve: it holds ${2 ** 50} bytes and ` +
      `its files ${records[2]!.length}; it is retried`,
    ]);
  },
});

Deno.test({
  name: "experiment --engine nats ends with status 1 where the process that speaks to it is killed",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await using server = await startNatsServer(place.path);
    await using queue = await openQueue(server.address);
    await place.write("experiments/sweep.ts", declare({ seeds: [1] }));
    const args = ["sweep", "--engine", server.address, "--out", "out", "--keep-going"];
    const command = place.start("experiment", ...args);
    await queue.holds(2);
    Deno.kill(childrenOf(command.pid)[0]!, "SIGKILL");
    const { status, complaints } = outcomeOf(await command.output());
    assertEquals(status, 1, complaints);
    assertMatch(
      complaints,
      /^failed: sgd, seed 1: The process that talks to NATS ended with SIGKILL$/m,
    );
  },
});
