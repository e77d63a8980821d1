/**
 * Who is blamed for wrong bytes at a NATS server: their sender, whatever their files say, and the
 * sender of the checkpoint that an honest worker resumed from.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { basename, join } from "node:path";
import { loadDataset } from "@samebit/datasets";
import { recordRun } from "@samebit/engines";
import { createDataFolder } from "@samebit/store";
import type { PlannedExperiment } from "@samebit/sweep";
import { createReferenceKernels } from "@samebit/tensors";
import { formatCheckpoint, parseCheckpoint } from "../../packages/store/resume/checkpoint_file.ts";
import { readRun, type RunFile } from "../../packages/store/runs/copy_run.ts";
import { filesBelow, outcomeOf } from "../command_line.ts";
import { declare } from "../sample_experiment.ts";
import { startSweep, tellingOf } from "./engine_sweep.ts";
import { natsEngine, startNatsWorker } from "./nats_workers.ts";
import { isLeftOut } from "./programs.ts";
import { createQueuedSweep } from "./queued_sweep.ts";

const ignore = isLeftOut("nats_senders_test", "nats-server");

/** The files of a run that has made its first step, with another first weight. */
async function makePoisoned(
  run: PlannedExperiment["runs"][number],
  folder: string,
): Promise<RunFile[]> {
  const dataset = await loadDataset(run.plan.dataset, createDataFolder(folder));
  await recordRun({ identity: run.identity, plan: run.plan, folder }, {
    dataset,
    kernels: createReferenceKernels(),
    environment: { worker: "ada" },
    clock: () => 0,
    checkpointSeconds: 10,
    signal: AbortSignal.abort(),
    onProgress: () => {},
    onNotice: () => {},
  });
  return (await readRun(folder))!.map((file) => {
    if (!file.name.startsWith("checkpoint-")) return file;
    const saved = parseCheckpoint(file.bytes, file.name);
    const [first] = Object.values(saved.checkpoint.arrays);
    first![0]! += 0.5;
    return { ...file, bytes: formatCheckpoint(saved) };
  });
}

Deno.test({
  name: "experiment --audit blames who sent wrong runs, whoever they say has made them",
  ignore,
  async fn() {
    await using sweep = await createQueuedSweep();
    const { place, server, queue, planned } = sweep;
    const made = await place.run("experiment", "sweep", "--workers", "1", "--out", "made");
    assertEquals(made.status, 0, made.complaints);
    const args = ["--engine", server.address, "--out", "out", "--audit", "25%", "--keep-going"];
    const command = place.start("experiment", "sweep", ...args, "--retries", "0");
    await queue.holds(4);
    for (const [i, { identity, folder }] of planned.runs.entries()) {
      const from = join(place.path, "made/sweep/runs", basename(folder));
      const files: Record<string, Uint8Array | string> = {};
      for (const name of await filesBelow(from)) {
        if (!name.startsWith(".")) files[name] = await Deno.readFile(join(from, name));
      }
      files["steps.csv"] = (await Deno.readTextFile(join(from, "steps.csv"))).replace(/\n$/, "1\n");
      files["environment.json"] = JSON.stringify({ worker: `ada-${i}` });
      await queue.claim(identity, { files });
    }
    const { status, complaints } = outcomeOf(await command.output());
    assertEquals(status, 1, complaints);
    const blamed = complaints.match(
      /bytes that differ from those sent by eve \(who names ada-\d for parts of it\)/g,
    );
    assertEquals(blamed?.length, 4, complaints);
  },
});

Deno.test({
  name: "experiment --audit names who sent the checkpoint that an honest worker went on with",
  ignore,
  async fn() {
    await using sweep = await createQueuedSweep(
      JSON.parse(declare({ seeds: [1] }).replace("export default ", "").replace(";", "")),
    );
    const { place, server, queue, planned, out } = sweep;
    const [run] = planned.runs;
    const folder = join(place.path, "poison");
    const files = await makePoisoned(run!, folder);
    const args = [
      "--engine",
      server.address,
      "--out",
      "audited",
      "--audit",
      "100%",
      "--keep-going",
    ];
    const command = place.start("experiment", "sweep", ...args, "--retries", "0");
    await queue.holds(2);
    await queue.putCheckpoint(run!.identity, files, "mallory");
    await using ada = await startNatsWorker(server.address, place.path, "ada");
    const { status, complaints } = outcomeOf(await command.output());
    assertEquals(status, 1, complaints);
    assertMatch(
      complaints,
      /bytes that differ from those sent by ada \(who names (ada, )?mallory for parts of it\)/,
    );

    const again = startSweep(natsEngine(server.address, out), planned, out);
    await queue.putCheckpoint(run!.identity, files);
    assertEquals((await again.ended).failed, []);
    assert(ada.said.length > 0);
  },
});

Deno.test({
  name: "createNatsEngine shows some of a flood of notices, and goes on",
  ignore,
  async fn() {
    await using sweep = await createQueuedSweep();
    const { place, server, queue, planned, out } = sweep;
    const going = startSweep(natsEngine(server.address, out), planned, out);
    await queue.holds(4);
    const { identity } = planned.runs[0]!;
    for (let i = 0; i < 2_000; i++) {
      const event = { kind: "notice", text: `${i} ${"x".repeat(10_000)}` };
      queue.tell(identity, { worker: "eve", delivery: 1, event });
    }
    await using _worker = await startNatsWorker(server.address, place.path, "ada");
    assertEquals((await going.ended).failed, []);
    const told = tellingOf(going.events);
    assertEquals(told.filter((text) => /^notice: \d+ x+$/.test(text)).length <= 50, true);
    assertEquals(told.some((text) => text.length > 5_000), false);
    assert(told.length < 60, `${told.length}`);
    assert(told.includes("notice: too many messages about it; not all of them are read"));
  },
});
