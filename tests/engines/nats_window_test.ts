/**
 * Sweeps with more runs than a coordinator has at the server at a time.
 */
import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { createLocalEngine } from "@samebit/engines";
import { processesNaming } from "../faults/processes.ts";
import { assertSameRuns } from "../faults/sweep.ts";
import { startSweep } from "./engine_sweep.ts";
import { natsEngine, startNatsWorker } from "./nats_workers.ts";
import { isLeftOut } from "./programs.ts";
import { createQueuedSweep } from "./queued_sweep.ts";

const ignore = isLeftOut("nats_window_test", "nats-server");

Deno.test({
  name: "createNatsEngine has no more plans at the server than its window, and makes all runs",
  ignore,
  async fn() {
    await using sweep = await createQueuedSweep({ seeds: [1, 2, 3] });
    const { place, server, queue, planned, out } = sweep;
    const held: Promise<number>[] = [];
    const react = () => void held.push(queue.plans());
    const going = startSweep(natsEngine(server.address, out, 3), planned, out, { react });
    await queue.holds(3);
    await using _worker = await startNatsWorker(server.address, place.path, "a");
    assertEquals((await going.ended).failed, []);
    const most = Math.max(...await Promise.all(held));
    assert(most <= 3, `${most} plans were at the server`);

    const here = join(place.path, "here");
    const kernels = { name: "reference" } as const;
    const options = { workers: 1, out: here, dataDir: here, kernels, environment: {} };
    await startSweep(createLocalEngine(options), planned, here).ended;
    await assertSameRuns(join(out, "sweep/runs"), join(here, "sweep/runs"));
  },
});

Deno.test({
  name: "createNatsEngine collects what was made while it was dead, however small its window",
  ignore,
  async fn() {
    await using sweep = await createQueuedSweep();
    const { place, server, queue, planned, out } = sweep;
    const dying = startSweep(natsEngine(server.address, out), planned, out);
    await queue.holds(4);
    // Only it has a right to reach this server as yet.
    const [coordinator] = processesNaming(new URL(server.address).host);
    Deno.kill(coordinator!, "SIGKILL");
    assertEquals((await dying.ended).failed.length, 4);
    const worker = await startNatsWorker(server.address, place.path, "a");
    await queue.holds(0);
    await worker.kill();

    const going = startSweep(natsEngine(server.address, out, 1), planned, out);
    assertEquals((await going.ended).failed, []);
    assertEquals(going.events.filter(({ kind }) => kind === "finished").length, 4);
  },
});

Deno.test({
  name: "createNatsEngine takes all plans back at an abort, and offers no more of them",
  ignore,
  async fn() {
    await using sweep = await createQueuedSweep({ seeds: [1, 2, 3] });
    const { server, queue, planned, out } = sweep;
    const going = startSweep(natsEngine(server.address, out, 3), planned, out);
    await queue.holds(3);
    going.stop();
    assertEquals([(await going.ended).failed, going.events], [[], []]);
    assertEquals(await queue.plans(), 0);
  },
});
