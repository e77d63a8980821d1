import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { checkExperiment } from "./check.ts";
import type { Experiment } from "./experiment.ts";
import { combine, expand, planRun, variantOf } from "./expand.ts";
import { type Draft, SMALL, type SMALL_PLAN, spoiled } from "./testing/experiments.ts";

const DATA = "0".repeat(64);

function experiment(change: (draft: Draft) => void): Experiment {
  return checkExperiment(spoiled(change), "x.ts");
}

const identities = (declared: Experiment) =>
  expand(declared).map((run) => planRun(run, DATA).identity);

Deno.test("expand iterates over compared, then tuned values, then seeds, in written order", () => {
  const runs = expand(experiment((draft) => {
    delete draft.claims;
    draft.compare = { "model.hidden": { wide: [20], thin: [5] }, sampling: ["shuffled"] };
    draft.tune = { "optimizer.learningRate": [0.1, 0.01] };
    draft.seeds = [7, 3];
  }));
  assertEquals(
    runs.map(({ variant, tuned, plan }) => [variant, ...Object.values(tuned), plan.seed]),
    ["wide", "thin"].flatMap((hidden) =>
      ["0.1", "0.01"].flatMap((rate) => [7, 3].map((seed) => [`${hidden}, shuffled`, rate, seed]))
    ),
  );
  assertEquals(runs[0]!.compared, { "model.hidden": "wide", "sampling": "shuffled" });
  assertEquals(runs.map(({ plan }) => (plan.model as typeof SMALL_PLAN.model).hidden[0]), [
    20,
    20,
    20,
    20,
    5,
    5,
    5,
    5,
  ]);
});

Deno.test("expand calls the only variant base if nothing is compared", () => {
  const runs = expand(experiment((draft) => {
    delete draft.compare;
    delete draft.claims;
  }));
  assertEquals(runs.map(({ variant, compared }) => [variant, compared]), [["base", {}], [
    "base",
    {},
  ]]);
  assertMatch(planRun(runs[0]!, DATA).folder, /^runs\/base-seed1-[0-9a-f]{8}$/);
});

Deno.test("combine replaces complete variants first, then fields, then fields of fields", () => {
  const combinations = combine(experiment((draft) => {
    delete draft.claims;
    draft.compare = {
      "optimizer.learningRate": [0.5],
      variant: { long: { epochs: 9, model: { kind: "fully-connected", hidden: [3] } } },
    };
    draft.tune = { optimizer: { adam: { kind: "adam", learningRate: 1 } } };
  }));
  assertEquals(combinations.length, 1);
  const { settings } = combinations[0]!;
  assertEquals(settings.optimizer, { kind: "adam", learningRate: 0.5 });
  assertEquals(settings.epochs, 9);
  assertEquals((settings.model as typeof SMALL_PLAN.model).hidden, [3]);
  assertEquals(variantOf(combinations[0]!), "0.5, long");
});

Deno.test("combine adds a field to a setting that was given by its name alone", () => {
  const [combination] = combine(experiment((draft) => {
    delete draft.claims;
    draft.base.schedule = "cosine";
    draft.compare = { "schedule.finalFactor": [0.1] };
  }));
  assertEquals<unknown>(combination!.settings.schedule, { kind: "cosine", finalFactor: 0.1 });
});

Deno.test("combine leaves the declaration as it is", () => {
  const declared = experiment(() => {});
  const before = JSON.stringify(declared);
  combine(declared);
  expand(declared);
  assertEquals(JSON.stringify(declared), before);
});

Deno.test("expand never measures the test split while something is tuned", () => {
  const tests = (change: (draft: Draft) => void) => [
    ...new Set(expand(experiment(change)).map(({ plan }) => plan.evaluation.test)),
  ];
  assertEquals(tests(() => {}), [true]);
  assertEquals(tests((draft) => draft.base.evaluation = { test: false }), [false]);
  assertEquals(tests((draft) => draft.tune = { l2: [0, 1] }), [false]);
  assertEquals(
    tests((draft) => {
      draft.tune = { l2: [0, 1] };
      draft.base.evaluation = { test: true };
    }),
    [false],
  );
  assertEquals(tests((draft) => draft.tune = {}), [true]);
});

Deno.test("planRun makes folders of lower-case letters, digits and hyphens", () => {
  const folders = expand(experiment((draft) => {
    delete draft.claims;
    draft.compare = { batchSize: { "Half a Batch_1.5+": 10 } };
    draft.tune = { l2: [1e-7] };
    draft.seeds = [0];
  })).map((run) => planRun(run, DATA).folder);
  assertMatch(folders[0]!, /^runs\/half-a-batch-1-5-1e-7-seed0-[0-9a-f]{8}$/);
});

Deno.test("planRun keeps folder names short however many labels there are", () => {
  const long = "x".repeat(60);
  const [run] = expand(experiment((draft) => {
    delete draft.claims;
    draft.compare = { batchSize: { [long]: 10 }, epochs: { [long]: 1 } };
  }));
  assertMatch(planRun(run!, DATA).folder, /^runs\/x{60}-seed1-[0-9a-f]{8}$/);
});

Deno.test("planRun tells variants apart whose labels make the same folder name", () => {
  const runs = expand(experiment((draft) => {
    delete draft.claims;
    draft.compare = { batchSize: { "a.b": 10, "a-b": 5, "A B": 4 } };
    draft.seeds = [1];
  })).map((run) => planRun(run, DATA));
  assertEquals(new Set(runs.map(({ folder }) => folder)).size, 3);
  assertEquals(runs.map(({ folder }) => folder.slice(0, 9)), Array(3).fill("runs/a-b-"));
});

Deno.test("planRun gives the same identity to two variants that come to the same plan", () => {
  const [omitted, given] = identities(experiment((draft) => {
    delete draft.claims;
    draft.compare = { variant: { omitted: {}, given: { l2: 0, loss: "softmax" } } };
    draft.seeds = [1];
  }));
  assertEquals(omitted, given);
});

Deno.test("identities do not depend on prose, claims, or what an experiment is compared with", () => {
  const before = identities(experiment(() => {}));
  const prose = identities(experiment((draft) => {
    draft.title = draft.question = draft.expectation = "Other words";
    draft.claims = [];
    draft.report = [{ kind: "section", name: "charts" }];
  }));
  assertEquals(prose, before);
  const renamed = identities(experiment((draft) => {
    delete draft.claims;
    const { slow, fast } = draft.compare.optimizer;
    draft.compare = { optimizer: { second: fast, first: slow } };
  }));
  assertEquals(renamed, [...before.slice(2), ...before.slice(0, 2)]);
});

Deno.test("identities change with every setting, seed and the data", () => {
  const changes: ((draft: Draft) => void)[] = [
    (draft) => draft.base.dataset.preprocess = "none",
    (draft) => draft.base.dataset.splitSeed = 1,
    (draft) => draft.base.dataset.trainExamples = 41,
    (draft) => draft.base.model.hidden = [9],
    (draft) => draft.base.model.normalization = "batch",
    (draft) => draft.base.model.normalization = "layer",
    (draft) => draft.base.model.keepRatio = 0.5,
    (draft) => draft.base.model.weightScale = 0.2,
    (draft) => draft.base.loss = "hinge",
    (draft) => draft.base.loss = { kind: "softmax", labelSmoothing: 0.1 },
    (draft) => draft.base.l2 = 1e-3,
    (draft) => draft.compare.optimizer.slow.learningRate = 0.02,
    (draft) => draft.base.schedule = "cosine",
    (draft) => draft.base.clipping = { kind: "value", limit: 1 },
    (draft) => draft.base.batchSize = 19,
    (draft) => draft.base.epochs = 3,
    (draft) => draft.base.sampling = "with-replacement",
    (draft) => draft.base.stopping = { kind: "plateau", metric: "validationLoss", patience: 1 },
    (draft) => draft.base.evaluation = { trainExamples: 10 },
    (draft) => draft.base.evaluation = { test: false },
    (draft) => draft.seeds = [3, 4],
  ];
  const seen = new Map([[identities(SMALL)[0]!, "nothing"]]);
  for (const change of changes) {
    const [identity] = identities(experiment(change));
    assertEquals(seen.get(identity!), undefined, `${change} is the same as ${seen.get(identity!)}`);
    seen.set(identity!, String(change));
  }
  const [run] = expand(SMALL);
  assertNotEquals(planRun(run!, "1".repeat(64)).identity, planRun(run!, DATA).identity);
});

Deno.test("expand gives plans that survive a JSON round trip", () => {
  for (const run of expand(experiment(() => {}))) {
    const back = JSON.parse(JSON.stringify(run));
    assertEquals(back, run);
    assertEquals(planRun(back, DATA), planRun(run, DATA));
  }
});
