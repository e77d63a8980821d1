/**
 * Sweeps with more runs than a coordinator has at the server at a time.
 */
import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { createLocalEngine, planExperiment } from "@samebit/experiment";
import { createWorkplace } from "../command_line.ts";
import { processesNaming } from "../faults/processes.ts";
import { assertSameRuns } from "../faults/sweep.ts";
import { declare } from "../sample_experiment.ts";
import { startSweep } from "./engine_sweep.ts";
import { openQueue } from "./nats_queue.ts";
import { startNatsServer } from "./nats_server.ts";
import { natsEngine, startNatsWorker } from "./nats_workers.ts";
import { isLeftOut } from "./programs.ts";

const ignore = isLeftOut("nats_window_test", "nats-server");

Deno.test({
  name: "createNatsEngine has no more plans at the server than its window, and makes all runs",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await using server = await startNatsServer(place.path);
    await using queue = await openQueue(server.address);
    const file = await place.write("experiments/sweep.ts", declare({ seeds: [1, 2, 3] }));
    const planned = await planExperiment(file, { dataDir: place.path });
    const out = join(place.path, "out");
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
    await using place = await createWorkplace();
    await using server = await startNatsServer(place.path);
    await using queue = await openQueue(server.address);
    const file = await place.write("experiments/sweep.ts", declare());
    const planned = await planExperiment(file, { dataDir: place.path });
    const out = join(place.path, "out");
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
    await using place = await createWorkplace();
    await using server = await startNatsServer(place.path);
    await using queue = await openQueue(server.address);
    const file = await place.write("experiments/sweep.ts", declare({ seeds: [1, 2, 3] }));
    const planned = await planExperiment(file, { dataDir: place.path });
    const out = join(place.path, "out");
    const going = startSweep(natsEngine(server.address, out, 3), planned, out);
    await queue.holds(3);
    going.stop();
    assertEquals([(await going.ended).failed, going.events], [[], []]);
    assertEquals(await queue.plans(), 0);
  },
});
