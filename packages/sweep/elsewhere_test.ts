import { RUN_FILES } from "@samebit/runlog";
import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { copyRun, findElsewhere, runFolder, shownPath } from "@samebit/store";
import { createLocalEngine, type EngineEvent } from "@samebit/engines";
import { planExperiment, type PlannedExperiment } from "./plan_experiment.ts";
import { jobOf, runExperiment } from "./run_experiment.ts";
import { remainingWork } from "./remaining_work.ts";
import { type Draft, spoiled } from "@samebit/experiment/testing";
import { sameFiles } from "@samebit/engines/testing";
import { inFolder } from "@samebit/store/testing";

async function planned(
  folder: string,
  slug: string,
  change: (draft: Draft) => void = () => {},
): Promise<PlannedExperiment> {
  const file = join(folder, `${slug}.ts`);
  await Deno.writeTextFile(file, `export default ${JSON.stringify(spoiled(change))}`);
  return await planExperiment(file, { dataDir: folder });
}

async function run(experiment: PlannedExperiment, out: string): Promise<EngineEvent[]> {
  const events: EngineEvent[] = [];
  await runExperiment(experiment, {
    out,
    engine: createLocalEngine({
      workers: 1,
      out,
      dataDir: out,
      kernels: { name: "reference" },
      environment: { machine: "test" },
    }),
    keepGoing: false,
    retries: 0,
    signal: new AbortController().signal,
    onEvent: (event) => events.push(event),
  });
  return events;
}

Deno.test("runExperiment copies runs that another experiment has done, and does the rest", async () => {
  await inFolder(async (folder) => {
    const out = join(folder, "out");
    const first = await planned(folder, "first", (draft) => draft.seeds = [1]);
    await run(first, out);
    const second = await planned(folder, "second", (draft) => {
      delete draft.claims;
      // The same runs under other labels, and a third.
      draft.compare.optimizer = {
        ordinary: draft.compare.optimizer.slow,
        quick: draft.compare.optimizer.fast,
        still: { kind: "sgd", learningRate: 1e-9 },
      };
      draft.seeds = [1];
    });
    const { elsewhere, work, todo } = await remainingWork(out, second);
    assertEquals([elsewhere, work.length, todo.length], [2, 1, 3]);
    const events = await run(second, out);
    const started = events.filter(({ kind }) => kind === "started").map(({ job }) => job.folder);
    assertEquals(started, [runFolder(out, "second", second.runs[2]!)]);
    for (const [at, made] of first.runs.entries()) {
      const [from, copy] = [
        runFolder(out, "first", made),
        runFolder(out, "second", second.runs[at]!),
      ];
      assertEquals(await sameFiles(copy), await sameFiles(from));
      const text = await Deno.readTextFile(join(copy, RUN_FILES.environment));
      assertEquals([JSON.parse(text).machine, JSON.parse(text).copiedFrom], [
        "test",
        shownPath(from),
      ]);
    }
    assertEquals((await remainingWork(out, second)).todo, []);
  });
});

Deno.test("findElsewhere finds no run that is incomplete, damaged, or in its own place", async () => {
  await inFolder(async (folder) => {
    const out = join(folder, "out");
    const first = await planned(folder, "first", (draft) => draft.seeds = [1]);
    assertEquals(await findElsewhere(out, "second", first.runs), new Map());
    await run(first, out);
    const [one, two] = first.runs.map((each) => runFolder(out, "first", each));
    assertEquals(await findElsewhere(out, "first", first.runs), new Map());
    assertEquals(
      [...(await findElsewhere(out, "second", first.runs)).values()].sort(),
      [two!, one!].sort(),
    );
    const stopped = first.runs.map((each) => ({ ...each, untilEpoch: 1 }));
    assertEquals(await findElsewhere(out, "second", stopped), new Map());

    const path = join(one!, RUN_FILES.record);
    const { ended: _ended, result: _result, ...begun } = JSON.parse(await Deno.readTextFile(path));
    for (const text of [JSON.stringify(begun), "{"]) {
      await Deno.writeTextFile(path, text);
      assertEquals([...(await findElsewhere(out, "second", first.runs)).values()], [two!]);
    }
  });
});

Deno.test("copyRun leaves a complete run in its place unchanged", async () => {
  await inFolder(async (folder) => {
    const out = join(folder, "out");
    const first = await planned(folder, "first", (draft) => draft.seeds = [1]);
    await run(first, out);
    const [made] = first.runs;
    const from = runFolder(out, "first", made!);
    const job = jobOf(out, "second", made!);
    for (let times = 0; times < 2; times++) await copyRun(from, job);
    assertEquals(await sameFiles(job.folder), await sameFiles(from));
  });
});
