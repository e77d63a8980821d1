import { assert, assertEquals } from "@std/assert";
import { checkExperiment } from "@samebit/experiment";
import { type ExperimentRun, type PlannedExperiment, planOn } from "./plan_experiment.ts";
import { type Draft, spoiled } from "@samebit/experiment/testing";
import { FollowedSearch, proposedRun } from "./follow_search.ts";

const SIZES = { shape: [64], outputs: 10, train: 40, validation: 20 };

function planned(change: (draft: Draft) => void): PlannedExperiment {
  const experiment = checkExperiment(spoiled(change), "x.ts");
  return planOn("x", experiment, () => ({ hash: "0".repeat(64), sizes: SIZES }));
}

/** Follows a search to its end with scores by run. */
async function follow(
  experiment: PlannedExperiment,
  score: (run: ExperimentRun) => number,
): Promise<FollowedSearch> {
  const search = new FollowedSearch(experiment);
  assertEquals(await search.advance((run) => Promise.resolve(score(run))), []);
  return search;
}

const rateOf = ({ tuned }: ExperimentRun) => tuned["optimizer.learningRate"]!;
const tuneRates = (draft: Draft) => draft.tune = { "optimizer.learningRate": [0.1, 0.01, 0.001] };
const halve = (draft: Draft) => {
  delete draft.compare;
  delete draft.claims;
  draft.base.epochs = 4;
  draft.tune = { "optimizer.learningRate": { range: "log", from: 1e-4, to: 1 } };
  draft.search = { kind: "halving", trials: 4, eta: 2 };
};

Deno.test("FollowedSearch takes for each variant the values with the best mean over the seeds", async () => {
  const accuracies: Record<string, Record<string, number[]>> = {
    slow: { "0.1": [0.9, 0.1], "0.01": [0.6, 0.6], "0.001": [0.2, 0.2] },
    fast: { "0.1": [0.7, 0.7], "0.01": [0.6, 0.6], "0.001": [0.9, 0.6] },
  };
  const experiment = planned(tuneRates);
  const { chosen } = await follow(
    experiment,
    (run) => accuracies[run.variant]![rateOf(run)]![run.seed - 1]!,
  );
  assertEquals(
    chosen.map((run) => [run.variant, rateOf(run), run.seed]),
    [["slow", "0.01", 1], ["slow", "0.01", 2], ["fast", "0.001", 1], ["fast", "0.001", 2]],
  );
  const identities = new Set(experiment.runs.map(({ identity }) => identity));
  for (const { plan, identity, folder } of chosen) {
    assertEquals(plan.evaluation.test, true);
    assert(!identities.has(identity), "a chosen run measures the test split and is another run");
    assert(folder.includes("-chosen-"));
  }
});

Deno.test("FollowedSearch takes the lowest error where numbers are predicted", async () => {
  const errors: Record<string, number> = { "0.1": 9, "0.01": 4, "0.001": 6 };
  const experiment = planned((draft) => {
    tuneRates(draft);
    draft.base.task = "regression";
    draft.base.dataset = {
      kind: "csv",
      file: "x.csv",
      targets: ["y"],
      validationExamples: 20,
      testExamples: 20,
    };
    draft.claims = [];
  });
  const { chosen } = await follow(experiment, (run) => errors[rateOf(run)]!);
  assertEquals(new Set(chosen.map(rateOf)), new Set(["0.01"]));
});

Deno.test("FollowedSearch continues with the lowest errors of a round of halving", async () => {
  const experiment = planned((draft) => {
    halve(draft);
    draft.base.task = "regression";
    draft.base.dataset = {
      kind: "csv",
      file: "x.csv",
      targets: ["y"],
      validationExamples: 20,
      testExamples: 20,
    };
  });
  const search = await follow(experiment, (run) => Number(rateOf(run)));
  const rates = search.trail!.trials.map(({ tuned }) => Number(tuned["optimizer.learningRate"]));
  assertEquals(Number(rateOf(search.chosen[0]!)), Math.min(...rates));
});

Deno.test("FollowedSearch takes the earliest of equal values, and none that diverged", async () => {
  const rates = async (score: (run: ExperimentRun) => number) =>
    new Set((await follow(planned(tuneRates), score)).chosen.map(rateOf));
  assertEquals(await rates(() => 0.5), new Set(["0.1"]));
  assertEquals(await rates((run) => rateOf(run) === "0.001" ? 0 : NaN), new Set(["0.001"]));
  assertEquals(
    await rates((run) => rateOf(run) === "0.1" && run.seed === 2 ? NaN : 0.5),
    new Set(["0.01"]),
  );
});

Deno.test("FollowedSearch chooses nothing before its end, or if nothing is tuned", async () => {
  const search = new FollowedSearch(planned(tuneRates));
  const waiting = await search.advance((run) =>
    Promise.resolve(rateOf(run) === "0.01" ? undefined : 1)
  );
  assertEquals(new Set(waiting.map(rateOf)), new Set(["0.01"]));
  assertEquals([search.chosen.length, search.trail!.trials.length, search.round], [0, 0, 1]);

  const untuned = await follow(planned(() => {}), () => 1);
  assertEquals([untuned.chosen, untuned.trail], [[], undefined]);
});

Deno.test("FollowedSearch lets runs of the same plan share one folder", async () => {
  const { runs, chosen } = await follow(
    planned((draft) => {
      tuneRates(draft);
      delete draft.claims;
      draft.compare = { variant: { omitted: {}, given: { l2: 0 } } };
      draft.seeds = [1];
    }),
    () => 0.5,
  );
  assertEquals(chosen.map(({ variant }) => variant), ["omitted", "given"]);
  for (const [first, twin] of [chosen, [runs[0]!, runs[3]!]]) {
    assertEquals(first!.identity, twin!.identity);
    assertEquals(first!.folder, twin!.folder);
  }
});

Deno.test("FollowedSearch searches with the first seed and runs what it chose with all", async () => {
  const random = (draft: Draft) => {
    halve(draft);
    draft.search = { kind: "random", trials: 3 };
  };
  const { runs, chosen } = await follow(
    planned(random),
    ({ tuned }) => Number(Object.values(tuned)[0]),
  );
  assertEquals(runs.map(({ seed }) => seed), [1, 1, 1]);
  assertEquals(chosen.map(({ seed, plan }) => [seed, plan.evaluation.test]), [[1, true], [
    2,
    true,
  ]]);

  const untested = planned((draft) => {
    random(draft);
    draft.base.evaluation = { test: false };
  });
  const others = (await follow(untested, () => 1)).chosen;
  assertEquals(others.map(({ seed, plan }) => [seed, plan.evaluation.test]), [[2, false]]);
});

Deno.test("FollowedSearch asks for complete plans up to a rung, and reports what became of each", async () => {
  const search = new FollowedSearch(planned(halve));
  const scores: Record<string, number> = {};
  const rungs: (number | undefined)[][] = [];
  let waiting = await search.advance(() => Promise.resolve(undefined));
  const rates = waiting.map(rateOf);
  while (waiting.length > 0) {
    rungs.push(waiting.map(({ untilEpoch, plan }) => {
      assertEquals(plan.epochs, 4);
      return untilEpoch;
    }));
    // The second is the best throughout, the fourth the next.
    for (const run of waiting) {
      scores[`${rateOf(run)} ${run.untilEpoch}`] = [0, 3, 1, 2][rates.indexOf(rateOf(run))]!;
    }
    waiting = await search.advance((run) =>
      Promise.resolve(scores[`${rateOf(run)} ${run.untilEpoch}`])
    );
  }
  assertEquals(rungs, [[1, 1, 1, 1], [2, 2], [undefined]]);
  assertEquals(search.runs.map(({ untilEpoch }) => untilEpoch), [1, undefined, 1, 2]);
  assertEquals(
    search.trail!.trials.map(({ round, trial, epochs, decision }) => [
      round,
      trial,
      epochs,
      decision,
    ]),
    [
      [1, 1, 1, "stopped"],
      [1, 2, 1, "promoted"],
      [1, 3, 1, "stopped"],
      [1, 4, 1, "promoted"],
      [2, 2, 2, "promoted"],
      [2, 4, 2, "stopped"],
      [3, 2, 4, "chosen"],
    ],
  );
});

Deno.test("proposedRun plans what was proposed once, by its labels", () => {
  const experiment = planned(halve);
  const [run] = experiment.runs;
  assertEquals(proposedRun(experiment, run!, 1)?.identity, run!.identity);
  const axis = "optimizer.learningRate";
  for (const tuned of [{ [axis]: "7" }, { [axis]: "0.10" }, { [axis]: "x" }, {}, { a: "1" }]) {
    assertEquals(proposedRun(experiment, { variant: "base", tuned }, 1), undefined);
  }
  assertEquals(proposedRun(experiment, { ...run!, variant: "fast" }, 1), undefined);
});
