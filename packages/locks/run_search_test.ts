import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { parseExperimentRecord } from "@samebit/runlog";
import { createLocalEngine, type EngineEvent } from "@samebit/engines";
import { formatLock, parseLock } from "./lock/lock_text.ts";
import { lockExperiment } from "./lock/make_lock.ts";
import {
  planExperiment,
  type PlannedExperiment,
  remainingWork,
  runExperiment,
} from "@samebit/sweep";
import { type Draft, spoiled } from "@samebit/experiment/testing";
import { inFolder } from "@samebit/store/testing";
import { matchLock } from "./verify/match_lock.ts";
import { verifyExperiment } from "./verify/verify_experiment.ts";

const SEARCHES = {
  random: { kind: "random", trials: 3, seed: 1 },
  halving: { kind: "halving", trials: 6, eta: 2 },
  tpe: { kind: "tpe", trials: 4, start: 2, batch: 2, seeds: 2 },
};

async function planned(folder: string, search: object): Promise<PlannedExperiment> {
  const file = join(folder, "small.ts");
  const declared = spoiled((draft: Draft) => {
    delete draft.claims;
    draft.base.epochs = 4;
    draft.tune = {
      "optimizer.learningRate": { range: "log", from: 1e-3, to: 1 },
      "batchSize": { range: "integer", from: 10, to: 20 },
    };
    draft.search = search;
  });
  await Deno.writeTextFile(file, `export default ${JSON.stringify(declared)}`);
  return await planExperiment(file, { dataDir: folder });
}

function engineOf(out: string, workers: number) {
  return createLocalEngine({
    workers,
    out,
    dataDir: out,
    kernels: { name: "reference" },
    environment: {},
  });
}

interface Given {
  readonly workers?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: EngineEvent) => void;
}

async function run(experiment: PlannedExperiment, out: string, given: Given = {}) {
  return await runExperiment(experiment, {
    out,
    engine: engineOf(out, given.workers ?? 1),
    keepGoing: false,
    retries: 0,
    signal: new AbortController().signal,
    onEvent: () => {},
    ...given,
  });
}

/** Every file below a folder that is to be the same everywhere, those of stopped runs too. */
async function bytesBelow(folder: string, path = ""): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for await (const { name, isDirectory } of Deno.readDir(join(folder, path))) {
    const inner = join(path, name);
    if (isDirectory) Object.assign(files, await bytesBelow(folder, inner));
    else if (!/^(environment\.json|timing\.csv|\.held|checkpoint-.*)$/.test(name)) {
      files[inner] = (await Deno.readFile(join(folder, inner))).toHex();
    }
  }
  return files;
}

for (const [kind, search] of Object.entries(SEARCHES)) {
  Deno.test(`runExperiment searches by ${kind} to the same bytes with two workers, and stopped midway`, async () => {
    await inFolder(async (folder) => {
      const experiment = await planned(folder, search);
      const [one, two, stopped] = ["one", "two", "stopped"].map((name) => join(folder, name));
      const { failed, runs } = await run(experiment, one!);
      assertEquals(failed, []);
      const wanted = await bytesBelow(one!);
      await run(experiment, two!, { workers: 2 });
      assertEquals(await bytesBelow(two!), wanted);

      const stop = new AbortController();
      let finished = 0;
      await run(experiment, stopped!, {
        signal: stop.signal,
        onEvent: ({ kind }) => kind === "finished" && ++finished === 7 && stop.abort(),
      });
      await run(experiment, stopped!, { workers: 2 });
      assertEquals(await bytesBelow(stopped!), wanted);

      const path = join(one!, "small", "experiment.json");
      const record = parseExperimentRecord(await Deno.readTextFile(path), path);
      assertEquals(record.runs.length, runs.length);
      const decisions = record.search!.trials.map(({ decision }) => decision);
      assertEquals(decisions.filter((decision) => decision === "chosen").length, 2);
      const measured = runs.filter(({ plan }) => plan.evaluation.test);
      assertEquals(measured.length, 4, "two variants, two seeds");
    });
  });
}

Deno.test("remainingWork knows how much a search will ask for", async () => {
  await inFolder(async (folder) => {
    const out = join(folder, "out");
    const experiment = await planned(folder, SEARCHES.halving);
    const before = await remainingWork(out, experiment);
    let finished = 0;
    await run(experiment, out, { onEvent: ({ kind }) => kind === "finished" && finished++ });
    // Two variants: six trials to epoch 1, three to epoch 2, one to its end, chosen with two seeds.
    assertEquals([before.todo.length, before.work.length, finished], [12, 24, 24]);
    const steps = before.work.map(({ totalSteps, plan }) => totalSteps / plan.epochs);
    assert(steps.every((each) => each >= 2 && each <= 4), String(steps));
    const after = await remainingWork(out, experiment);
    assertEquals([after.todo.length, after.work.length, after.unfinished], [0, 0, 0]);
  });
});

Deno.test("lockExperiment locks a search so that verification repeats it", async () => {
  await inFolder(async (folder) => {
    const out = join(folder, "out");
    const experiment = await planned(folder, SEARCHES.halving);
    await run(experiment, out);
    const lock = await lockExperiment(out, experiment);
    const text = formatLock(lock);
    assertEquals(formatLock(parseLock(text, "x.lock.json")), text);
    assertEquals(lock.runs.filter(({ untilEpoch }) => untilEpoch !== undefined).length, 10);

    const verify = async (now: PlannedExperiment, again: string) => {
      const matches = matchLock(lock, now);
      assertEquals(new Set(matches.map(({ kind }) => kind)), new Set(["comparable"]));
      const verified = await verifyExperiment(now, lock, matches, {
        out: again,
        engine: engineOf(again, 2),
        signal: new AbortController().signal,
        onEvent: () => {},
        records: new Map(),
      });
      return new Set(verified.map(({ verdict }) => verdict));
    };
    assertEquals(await verify(experiment, join(folder, "again")), new Set(["same"]));
    // The same runs, but another one is promoted: every byte is the same, and the search is not.
    const fewer = await planned(folder, { ...SEARCHES.halving, eta: 6 });
    const verdicts = await verify(fewer, join(folder, "fewer"));
    assertEquals(verdicts, new Set(["same", "no longer chosen", "not locked"]));
  });
});
