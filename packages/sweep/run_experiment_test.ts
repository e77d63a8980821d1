import { assert, assertEquals, assertRejects } from "@std/assert";
import { basename, join } from "node:path";
import { parseExperimentRecord } from "@samebit/runlog";
import {
  createScratch,
  findElsewhere,
  findRun,
  noteFailure,
  readRunRecord,
  runFolder,
  staleRuns,
  unlessMissing,
} from "@samebit/store";
import { createLocalEngine, type Engine, type EngineEvent } from "@samebit/engines";
import { type ExperimentRun, planExperiment, type PlannedExperiment } from "./plan_experiment.ts";
import { outstanding, runExperiment, type RunExperimentOptions } from "./run_experiment.ts";
import { BadInput } from "@samebit/input";
import { type Draft, spoiled } from "@samebit/experiment/testing";
import { inFolder, namesIn } from "@samebit/store/testing";

async function planned(
  folder: string,
  change: (draft: Draft) => void,
): Promise<PlannedExperiment> {
  const file = join(folder, "small.ts");
  await Deno.writeTextFile(file, `export default ${JSON.stringify(spoiled(change))}`);
  return await planExperiment(file, { dataDir: folder });
}

function optionsFor(out: string, given: Partial<RunExperimentOptions> = {}): RunExperimentOptions {
  return {
    out,
    engine: createLocalEngine({
      workers: 2,
      out,
      dataDir: out,
      kernels: { name: "reference" },
      environment: {},
    }),
    keepGoing: false,
    retries: 0,
    signal: new AbortController().signal,
    onEvent: () => {},
    ...given,
  };
}

const NO_ENGINE: Engine = {
  run(jobs) {
    assertEquals(jobs, []);
    return Promise.resolve();
  },
};

Deno.test("runExperiment does missing runs, skips complete ones, and lists stale ones", async () => {
  await inFolder(async (folder) => {
    const out = join(folder, "out");
    const small = await planned(folder, (draft) => draft.seeds = [1]);
    assertEquals((await outstanding(out, "small", small.runs)).todo.length, 2);
    const { runs, failed } = await runExperiment(small, optionsFor(out));
    assertEquals([runs.length, failed.length], [2, 0]);
    const path = join(out, "small", "experiment.json");
    const record = parseExperimentRecord(await Deno.readTextFile(path), path);
    assertEquals(record.runs.map(({ folder }) => folder), runs.map(({ folder }) => folder));

    const { done, todo, unfinished } = await outstanding(out, "small", small.runs);
    assertEquals([done.length, todo.length, unfinished], [2, 0, 0]);
    await runExperiment(small, optionsFor(out, { engine: NO_ENGINE }));

    const changed = await planned(folder, (draft) => {
      draft.seeds = [1];
      draft.compare.optimizer.fast.learningRate = 0.2;
    });
    const left = await outstanding(out, "small", changed.runs);
    assertEquals([left.done.length, left.todo.length], [1, 1]);
    assertEquals(await staleRuns(out, "small", changed.runs), [small.runs[1]!.folder]);
  });
});

Deno.test("runExperiment removes the failure note of a complete run whose worker was killed", async () => {
  await inFolder(async (folder) => {
    const out = join(folder, "out");
    const small = await planned(folder, (draft) => draft.seeds = [1]);
    const { runs } = await runExperiment(small, optionsFor(out));
    const made = runFolder(out, "small", runs[0]!);
    const files = await namesIn(made);
    noteFailure(made, "The worker process ended with SIGKILL");
    assertEquals((await namesIn(made)).length, files.length + 1);
    await runExperiment(small, optionsFor(out, { engine: NO_ENGINE }));
    assertEquals(await namesIn(made), files);
  });
});

Deno.test("runExperiment does a run once if two variants share it", async () => {
  await inFolder(async (folder) => {
    const out = join(folder, "out");
    const twins = await planned(folder, (draft) => {
      delete draft.claims;
      draft.compare = { variant: { omitted: {}, given: { l2: 0 } } };
      draft.seeds = [1];
    });
    assertEquals((await outstanding(out, "small", twins.runs)).todo.length, 1);
    const { failed } = await runExperiment(twins, optionsFor(out));
    assertEquals(failed, []);
    assertEquals((await namesIn(join(out, "small", "runs"))).length, 1);
    assertEquals((await outstanding(out, "small", twins.runs)).done.length, 2);
  });
});

Deno.test("runExperiment chooses tuned values and measures the test split for these alone", async () => {
  await inFolder(async (folder) => {
    const out = join(folder, "out");
    const tuned = await planned(folder, (draft) => {
      delete draft.compare;
      delete draft.claims;
      draft.tune = { "optimizer.learningRate": [1e-9, 0.2] };
      draft.base.epochs = 5;
    });
    let told: readonly ExperimentRun[] = [];
    const onChosen = (chosen: readonly ExperimentRun[]) => told = chosen;
    const { runs, failed } = await runExperiment(tuned, optionsFor(out, { onChosen }));
    assertEquals(failed, []);
    assertEquals([tuned.runs.length, runs.length], [4, 6]);
    assertEquals(told.map(({ tuned }) => tuned["optimizer.learningRate"]), ["0.2", "0.2"]);
    for (const run of runs) {
      const record = await readRunRecord(runFolder(out, "small", run));
      assertEquals(record?.result?.test !== undefined, told.includes(run));
    }
    const path = join(out, "small", "experiment.json");
    const record = parseExperimentRecord(await Deno.readTextFile(path), path);
    assertEquals(record.runs.length, 6);

    // A repeat that is stopped at once does not forget which runs were chosen.
    const signal = AbortSignal.abort();
    await runExperiment(tuned, optionsFor(out, { signal }));
    assertEquals(parseExperimentRecord(await Deno.readTextFile(path), path), record);
  });
});

Deno.test("runExperiment reports failed runs and does not choose among the rest", async () => {
  await inFolder(async (folder) => {
    const out = join(folder, "out");
    const tuned = await planned(folder, (draft) => {
      draft.tune = { l2: [0, 1] };
      draft.seeds = [1];
    });
    const engine: Engine = {
      run(jobs, { onEvent }) {
        onEvent({ kind: "failed", job: jobs[1]!, reason: "it is Monday" });
        return Promise.resolve();
      },
    };
    const report = await runExperiment(tuned, optionsFor(out, { engine }));
    assertEquals(report.runs, tuned.runs);
    assertEquals(report.failed, [{ run: tuned.runs[1]!, reason: "it is Monday" }]);
  });
});

Deno.test("runExperiment refuses an output folder that cannot be written, and writes nothing", async () => {
  await inFolder(async (folder) => {
    const small = await planned(folder, () => {});
    const file = join(folder, "file");
    await Deno.writeTextFile(file, "kept");
    for (const out of [file, join(file, "below")]) {
      const { message } = await assertRejects(
        () => runExperiment(small, optionsFor(out, { engine: NO_ENGINE })),
        BadInput,
      );
      assert(message.startsWith(`${file}: is a file; wanted a folder`), message);
      assert(message.endsWith("choose another folder with --out"), message);
    }
    assertEquals(await Deno.readTextFile(file), "kept");
    assertEquals(await namesIn(folder), ["file", "small.ts"]);
  });
});

Deno.test("runExperiment fails runs that an engine calls finished and that are missing", async () => {
  await inFolder(async (folder) => {
    const out = join(folder, "out");
    const small = await planned(folder, (draft) => draft.seeds = [1]);
    const engine: Engine = {
      run(jobs, { onEvent }) {
        for (const job of jobs) onEvent({ kind: "finished", job });
        return Promise.resolve();
      },
    };
    const told: string[] = [];
    const onEvent = ({ kind }: EngineEvent) => void told.push(kind);
    const { failed } = await runExperiment(small, optionsFor(out, { engine, onEvent }));
    assertEquals(failed.map(({ run }) => run.identity), small.runs.map(({ identity }) => identity));
    assertEquals(told, ["finished", "finished", "failed", "failed"]);
  });
});

Deno.test("runExperiment continues after a failed audit with keepGoing, and repeats what it moved", async () => {
  await inFolder(async (folder) => {
    const out = join(folder, "out");
    const small = await planned(folder, (draft) => draft.tune = { l2: [0] });
    const whole = await runExperiment(small, optionsFor(out));
    const [first, second] = whole.runs;
    await Deno.remove(runFolder(out, "small", second!), { recursive: true });
    const engine: Engine = {
      ...optionsFor(out).engine,
      async resume(jobs, { onEvent }) {
        const job = jobs.find(({ identity }) => identity === first!.identity)!;
        await unlessMissing(Deno.remove(job.folder, { recursive: true }));
        onEvent({ kind: "failed", job, reason: "it has other bytes" });
      },
    };
    const wrong = { run: first!, reason: "it has other bytes" };
    const stopped = await runExperiment(small, optionsFor(out, { engine }));
    assertEquals(stopped.failed, [wrong]);
    assertEquals((await outstanding(out, "small", small.runs)).todo.length, 2);
    const gone = await runExperiment(small, optionsFor(out, { engine, keepGoing: true }));
    assertEquals(gone, { runs: whole.runs, failed: [wrong] });
    assertEquals((await outstanding(out, "small", small.runs)).todo, []);
  });
});

Deno.test("runExperiment removes the unlisted runs that a killed audit left behind", async () => {
  await inFolder(async (folder) => {
    const out = join(folder, "out");
    const small = await planned(folder, (draft) => draft.seeds = [1]);
    await runExperiment(small, optionsFor(out));
    const names = await namesIn(join(out, "small"));
    const scratch = await createScratch(join(out, "small", "audit.json"));
    const { folder: left } = small.runs[0]!;
    await Deno.mkdir(join(scratch, "again"));
    await Deno.rename(join(out, "small", left), join(scratch, "again", basename(left)));
    await assertRejects(() => findRun(out, basename(left)), BadInput);
    const { done, todo } = await outstanding(out, "small", small.runs);
    assertEquals([done.length, todo.length], [1, 1]);
    assertEquals((await findElsewhere(out, "small", todo)).size, 0);

    await runExperiment(small, optionsFor(out));
    assertEquals(await namesIn(join(out, "small")), names);
  });
});
