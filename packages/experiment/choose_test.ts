import { assert, assertEquals, assertRejects } from "@std/assert";
import type { RunRecord } from "@samebit/runlog";
import { checkExperiment } from "./check.ts";
import { chooseTuned } from "./choose.ts";
import { expand, planRun } from "./expand.ts";
import type { ExperimentRun, PlannedExperiment } from "./plan_experiment.ts";
import { type Draft, spoiled } from "./testing_experiments.ts";

const DATA = "0".repeat(64);

function planned(change: (draft: Draft) => void): PlannedExperiment {
  const experiment = checkExperiment(spoiled(change), "x.ts");
  const sizes = { features: 64, classes: 10, train: 40, validation: 20 };
  const runs = expand(experiment).map((run): ExperimentRun => ({
    ...planRun(run, DATA),
    plan: run.plan,
    dataHash: DATA,
    totalSteps: 4,
    sizes,
  }));
  return { slug: "x", experiment, runs, warnings: [] };
}

/** A record in which only the best validation accuracy means anything. */
function record(run: ExperimentRun, validationAccuracy: number): RunRecord {
  const row = { epoch: 1, trainLoss: 1, trainAccuracy: 1, validationLoss: 1, validationAccuracy };
  const { identity, plan } = run;
  return {
    identity,
    contract: 1,
    dataHash: DATA,
    plan: JSON.parse(JSON.stringify(plan)),
    warnings: [],
    ended: "completed",
    result: { steps: 4, epochs: 2, final: { ...row, validationAccuracy: 0 }, best: row },
  };
}

const tuneRates = (draft: Draft) => draft.tune = { "optimizer.learningRate": [0.1, 0.01, 0.001] };

Deno.test("chooseTuned takes for each variant the values with the best mean over the seeds", async () => {
  const accuracies: Record<string, Record<string, number[]>> = {
    slow: { "0.1": [0.9, 0.1], "0.01": [0.6, 0.6], "0.001": [0.2, 0.2] },
    fast: { "0.1": [0.7, 0.7], "0.01": [0.6, 0.6], "0.001": [0.9, 0.6] },
  };
  const experiment = planned(tuneRates);
  const chosen = await chooseTuned(experiment, (run) => {
    const rate = run.tuned["optimizer.learningRate"]!;
    return Promise.resolve(record(run, accuracies[run.variant]![rate]![run.seed - 1]!));
  });
  assertEquals(
    chosen.map(({ variant, tuned, seed }) => [variant, tuned["optimizer.learningRate"], seed]),
    [["slow", "0.01", 1], ["slow", "0.01", 2], ["fast", "0.001", 1], ["fast", "0.001", 2]],
  );
  const identities = new Set(experiment.runs.map(({ identity }) => identity));
  for (const { plan, identity, folder } of chosen) {
    assertEquals(plan.evaluation.test, true);
    assert(!identities.has(identity), "a chosen run measures the test split and is another run");
    assert(folder.includes("-chosen-"));
  }
});

Deno.test("chooseTuned takes the earliest of equal values", async () => {
  const chosen = await chooseTuned(planned(tuneRates), (run) => Promise.resolve(record(run, 0.5)));
  assertEquals([...new Set(chosen.map(({ tuned }) => tuned["optimizer.learningRate"]))], ["0.1"]);
});

Deno.test("chooseTuned chooses nothing where nothing is tuned or the test split is not wanted", async () => {
  const never = () => Promise.reject(new Error("no record is needed"));
  assertEquals(await chooseTuned(planned(() => {}), never), []);
  const unwanted = planned((draft) => {
    tuneRates(draft);
    draft.base.evaluation = { test: false };
  });
  assertEquals(await chooseTuned(unwanted, never), []);
});

Deno.test("chooseTuned refuses to choose while a run is not whole", async () => {
  const message = "Cannot choose among the tuned runs of x: one of them is not whole";
  await assertRejects(
    () => chooseTuned(planned(tuneRates), () => Promise.resolve(undefined)),
    Error,
    message,
  );
  const begun = (run: ExperimentRun) => {
    const { ended: _ended, result: _result, ...rest } = record(run, 1);
    return Promise.resolve(rest);
  };
  await assertRejects(() => chooseTuned(planned(tuneRates), begun), Error, message);
});

Deno.test("chooseTuned lets chosen runs of the same plan share one folder", async () => {
  const twins = planned((draft) => {
    tuneRates(draft);
    delete draft.claims;
    draft.compare = { variant: { omitted: {}, given: { l2: 0 } } };
    draft.seeds = [1];
  });
  const chosen = await chooseTuned(twins, (run) => Promise.resolve(record(run, 0.5)));
  assertEquals(chosen.map(({ variant }) => variant), ["omitted", "given"]);
  assertEquals(chosen[0]!.identity, chosen[1]!.identity);
  assertEquals(chosen[0]!.folder, chosen[1]!.folder);
});
