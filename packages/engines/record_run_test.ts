import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { SMALL_PLAN } from "@samebit/experiment/testing";
import { BadInput } from "@samebit/input";
import {
  formatHeader,
  formatRow,
  LAYER_COLUMNS,
  parseSafetensors,
  recordsOf,
  STEP_COLUMNS,
} from "@samebit/runlog";
import { execute, type Plan, readPlan } from "@samebit/solver";
import { readRunRecord, type RunJob, sameFilesOf } from "@samebit/store";
import { inFolder, namesIn } from "@samebit/store/testing";
import { createReferenceKernels } from "@samebit/tensors";
import { recordRun, type RunMeans } from "./record_run.ts";
import { digitsJob, loadDigitsOf, sameFiles } from "./testing/runs.ts";

const { epochs: EPOCHS } = recordsOf("classification");

/** Means with a clock that goes on by `tick` seconds whenever it is looked at. */
async function means(plan: Plan, tick: number, given: Partial<RunMeans> = {}): Promise<RunMeans> {
  let now = 0;
  return {
    dataset: await loadDigitsOf(plan),
    kernels: createReferenceKernels("float32"),
    environment: { machine: "test" },
    clock: () => now += tick,
    checkpointSeconds: 10,
    signal: new AbortController().signal,
    onProgress: () => {},
    onNotice: (text) => assertEquals(text, "no notice"),
    ...given,
  };
}

/** A run with all that has a state, long enough to be interrupted. */
const STATEFUL: Plan = {
  ...SMALL_PLAN,
  model: {
    ...SMALL_PLAN.model,
    normalization: { kind: "batch", epsilon: 1e-5, momentum: 0.9 },
    keepRatio: 0.8,
  },
  optimizer: { kind: "adam", learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  epochs: 4,
  evaluation: {
    ...SMALL_PLAN.evaluation,
    ...{ layers: { every: 3 }, predictions: true, states: true },
  },
};

/** What the logs of a plan hold: what `execute` says, in its order. */
async function logsOf(plan: Plan): Promise<{ steps: string; epochs: string; layers: string }> {
  let steps = formatHeader(STEP_COLUMNS);
  let epochs = formatHeader(EPOCHS);
  let layers = formatHeader(LAYER_COLUMNS);
  const run = execute(plan, await loadDigitsOf(plan), createReferenceKernels("float32"));
  for (const event of run) {
    if (event.kind === "step") {
      steps += formatRow(STEP_COLUMNS, event.row);
      for (const row of event.layers ?? []) layers += formatRow(LAYER_COLUMNS, row);
    }
    if (event.kind === "epoch") epochs += formatRow(EPOCHS, event.row);
  }
  return { steps, epochs, layers };
}

Deno.test("recordRun leaves a complete folder: record, logs, weights, timing and environment", async () => {
  await inFolder(async (out) => {
    const job = await digitsJob(SMALL_PLAN, join(out, "a", "runs", "small"));
    const record = await recordRun(job, await means(SMALL_PLAN, 1e-3));
    const names = (await namesIn(job.folder)).filter((name) => !name.startsWith("."));
    assertEquals(names, [
      "digests.json",
      "environment.json",
      "epochs.csv",
      "run.json",
      "steps.csv",
      "timing.csv",
      "weights-best.safetensors",
      "weights-final.safetensors",
    ]);
    assertEquals(record.ended, "completed");
    assertEquals(record.result?.steps, 4);
    assertEquals(record.result?.test?.examples, 20);
    assertEquals(readPlan(record.plan), job.plan);
    assertEquals(await readRunRecord(job.folder), record);

    const { steps, epochs } = await logsOf(SMALL_PLAN);
    assertEquals(await Deno.readTextFile(join(job.folder, "steps.csv")), steps);
    assertEquals(await Deno.readTextFile(join(job.folder, "epochs.csv")), epochs);
    const file = join(job.folder, "weights-final.safetensors");
    const { arrays } = parseSafetensors(await Deno.readFile(file), file);
    assertEquals(arrays.map(({ name, shape }) => [name, ...shape]), [
      ["W1", 64, 8],
      ["b1", 8],
      ["W2", 8, 10],
      ["b2", 10],
    ]);
  });
});

Deno.test("recordRun shows a run as unfinished while it is being trained", async () => {
  await inFolder(async (out) => {
    const job = await digitsJob(SMALL_PLAN, join(out, "small"));
    const seen: (Promise<unknown>)[] = [];
    const onProgress = () => seen.push(readRunRecord(job.folder).then((record) => record?.ended));
    await recordRun(job, await means(SMALL_PLAN, 1, { onProgress }));
    assert(seen.length > 0);
    assertEquals(new Set(await Promise.all(seen.slice(0, 1))), new Set([undefined]));
  });
});

Deno.test("recordRun writes the same bytes whatever the clock, and however often it is ended", async () => {
  await inFolder(async (out) => {
    const undisturbed = await digitsJob(STATEFUL, join(out, "undisturbed"));
    await recordRun(undisturbed, await means(STATEFUL, 0));
    const wanted = await sameFiles(undisturbed.folder);

    const { layers } = await logsOf(STATEFUL);
    assertEquals(new TextDecoder().decode(wanted["layers.csv"]), layers);
    assertEquals(Object.keys(wanted).toSorted(), sameFilesOf(STATEFUL).toSorted());

    const hurried = await digitsJob(STATEFUL, join(out, "hurried"));
    await recordRun(hurried, await means(STATEFUL, 100));
    assertEquals(await sameFiles(hurried.folder), wanted);

    const interrupted = await digitsJob(STATEFUL, join(out, "interrupted"));
    let parts = 0;
    let ended: string | undefined;
    while (ended === undefined) {
      const stop = new AbortController();
      const given = { signal: stop.signal, onProgress: () => stop.abort() };
      ended = (await recordRun(interrupted, await means(STATEFUL, 1, given))).ended;
      parts++;
    }
    assert(parts > 4, `ended only ${parts} times`);
    assertEquals(await sameFiles(interrupted.folder), wanted);
    const names = await namesIn(interrupted.folder);
    assertEquals(names.filter((name) => name.startsWith("checkpoint")), []);
  });
});

Deno.test("recordRun pauses a run after the given epoch, and resumes it to the same bytes", async () => {
  await inFolder(async (out) => {
    const undisturbed = await digitsJob(STATEFUL, join(out, "undisturbed"));
    await recordRun(undisturbed, await means(STATEFUL, 0));
    const job = await digitsJob(STATEFUL, join(out, "left"));
    const rows = async () =>
      (await Deno.readTextFile(join(job.folder, "epochs.csv"))).trimEnd().split("\n").length - 1;
    for (const untilEpoch of [1, 1, 3]) {
      const { ended } = await recordRun({ ...job, untilEpoch }, await means(STATEFUL, 0));
      assertEquals([ended, await rows()], [undefined, untilEpoch + 1]);
      const checkpoint = `checkpoint-${untilEpoch * 2}.safetensors`;
      assert((await namesIn(job.folder)).includes(checkpoint), checkpoint);
    }
    const { ended } = await recordRun({ ...job, untilEpoch: 4 }, await means(STATEFUL, 0));
    assertEquals(ended, "completed");
    assertEquals(await sameFiles(job.folder), await sameFiles(undisturbed.folder));
  });
});

Deno.test("recordRun does no run twice and overwrites no other", async () => {
  await inFolder(async (out) => {
    const job = await digitsJob(SMALL_PLAN, join(out, "small"));
    await recordRun(job, await means(SMALL_PLAN, 1e-3));
    const before = await sameFiles(job.folder);
    const again = await assertRejects(async () => recordRun(job, await means(SMALL_PLAN, 1e-3)));
    assert(again instanceof Error);
    assertStringIncludes(again.message, "holds it already, complete");

    const other: Plan = { ...SMALL_PLAN, seed: 2 };
    await assertRejects(
      async () => recordRun(await digitsJob(other, job.folder), await means(other, 1e-3)),
      BadInput,
      `${job.folder}: holds run ${job.identity.slice(0, 8)}, not `,
    );
    assertEquals(await sameFiles(job.folder), before);
  });
});

Deno.test("recordRun refuses a plan or data that the identity does not fit, and writes nothing", async () => {
  await inFolder(async (out) => {
    const job: RunJob = {
      ...await digitsJob(SMALL_PLAN, join(out, "small")),
      identity: "0".repeat(64),
    };
    await assertRejects(
      async () => recordRun(job, await means(SMALL_PLAN, 1e-3)),
      Error,
      "Cannot do run 00000000: plan or data changed since it was planned",
    );
    assertEquals(await namesIn(out), []);
  });
});

Deno.test("recordRun says so if its folder cannot be written, and writes nothing", async () => {
  await inFolder(async (out) => {
    await Deno.writeTextFile(join(out, "file"), "kept");
    const job = await digitsJob(SMALL_PLAN, join(out, "file", "small"));
    await assertRejects(
      async () => recordRun(job, await means(SMALL_PLAN, 1e-3)),
      BadInput,
      `${join(out, "file")}: is a file; wanted a folder`,
    );
    assertEquals(await namesIn(out), ["file"]);
    assertEquals(await Deno.readTextFile(join(out, "file")), "kept");
  });
});
