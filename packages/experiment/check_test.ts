import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { DATASET_DEFAULTS } from "@samebit/datasets";
import { OPTIMIZER_DEFAULTS, SCHEDULE_DEFAULTS } from "@samebit/optimizers";
import { checkExperiment } from "./check.ts";
import { assertAccepted, assertRefused, type Draft, SMALL } from "./testing_experiments.ts";

/** What is done to the small experiment, and every line of the refusal after the file's name. */
type Case = readonly [change: (draft: Draft) => void, ...lines: string[]];

function refusals(name: string, cases: readonly Case[]): void {
  Deno.test(`checkExperiment refuses ${name}, with the place of each`, () => {
    for (const [change, ...lines] of cases) assertRefused(change, ...lines);
  });
}

const RULES = "sgd, momentum, nesterov, rmsprop, adagrad, adam, adamw";
const LABEL = "is no label; wanted up to 60 letters, digits, blanks and . _ + -, " +
  "beginning with a letter or digit";
const FILE = 'wanted a path inside the data directory, such as "iris.csv" or "tables/iris.csv"';
const LINEAR = { kind: "fully-connected", hidden: [] };
const csv = (fields: object) => (draft: Draft) => {
  draft.base.dataset = { kind: "csv", validationExamples: 5, testExamples: 5, ...fields };
};

refusals("misspelt fields", [
  [
    (draft) => {
      draft.titel = draft.title;
      delete draft.title;
    },
    "title: is missing; wanted some text",
    'titel: unknown field, did you mean "title"?',
  ],
  [
    (draft) => draft.base.batchsize = 10,
    'base.batchsize: unknown field, did you mean "batchSize"?',
  ],
  [
    (draft) => {
      draft.base.model.hiden = [4];
      delete draft.base.model.hidden;
    },
    "base.model.hidden: is missing; wanted a list of layer sizes, such as [100, 100]",
    'base.model.hiden: unknown field, did you mean "hidden"?',
  ],
  [
    (draft) => draft.base.optimizer.learningrate = 1,
    'base.optimizer.learningrate: unknown field of update rule "sgd", did you mean "learningRate"?',
  ],
  [
    (draft) => draft.base.optimizer.momentum = 0.9,
    'base.optimizer.momentum: unknown field of update rule "sgd"; there are kind, learningRate',
  ],
  [
    (draft) => draft.base.dataset.preproces = "none",
    'base.dataset.preproces: unknown field of data set "digits", did you mean "preprocess"?',
  ],
  [
    (draft) => draft.base.model.normalization = { kind: "batch", epsilom: 1e-5 },
    'base.model.normalization.epsilom: unknown field of normalization "batch", did you mean "epsilon"?',
  ],
  [
    (draft) => draft.base.loss = { kind: "hinge", labelSmoothing: 0.1 },
    'base.loss.labelSmoothing: unknown field of loss "hinge"; there is kind',
  ],
  [
    (draft) => draft.base.evaluation = { tests: false },
    'base.evaluation.tests: unknown field, did you mean "test"?',
  ],
  [
    (draft) => draft.compare.optimizer.fast.momentun = 0.5,
    'compare.optimizer.fast.momentun: unknown field of update rule "momentum", did you mean "momentum"?',
  ],
  [
    (draft) => draft.compare = { variant: { a: { epoch: 3 } } },
    'compare.variant.a.epoch: unknown field, did you mean "epochs"?',
  ],
  [
    (draft) => draft.claims[0].say = "x",
    'claims.0.say: unknown field, did you mean "says"?',
  ],
  [
    (draft) => draft["no name"] = 1,
    '"no name": unknown field; there are title, question, expectation, base, compare, tune, seeds, claims',
  ],
]);

refusals("unknown names, suggesting the nearest", [
  [
    (draft) => draft.base.optimizer.kind = "adamm",
    'base.optimizer.kind: unknown update rule "adamm", did you mean "adam"?',
  ],
  [
    (draft) => draft.base.optimizer.kind = "Nesterov",
    'base.optimizer.kind: unknown update rule "Nesterov", did you mean "nesterov"?',
  ],
  [
    (draft) => draft.base.optimizer.kind = "toString",
    `base.optimizer.kind: unknown update rule "toString"; there are ${RULES}`,
  ],
  [
    (draft) => draft.compare.optimizer.fast.kind = "momentun",
    'compare.optimizer.fast.kind: unknown update rule "momentun", did you mean "momentum"?',
  ],
  [
    (draft) => draft.base.dataset.kind = "digit",
    'base.dataset.kind: unknown data set "digit", did you mean "digits"?',
  ],
  [
    (draft) => draft.base.dataset.preprocess = "substract-mean",
    'base.dataset.preprocess: unknown preprocessing "substract-mean", did you mean "subtract-mean"?',
  ],
  [
    (draft) => draft.base.model.kind = "convolutional",
    'base.model.kind: unknown network "convolutional"; there is fully-connected',
  ],
  [
    (draft) => draft.base.model.normalization = "btach",
    'base.model.normalization: unknown normalization "btach", did you mean "batch"?',
  ],
  [
    (draft) => draft.base.model = { ...LINEAR, initialization: "kaiming" },
    'base.model.initialization: unknown initialization "kaiming"; ' +
    "there are he, xavier, numpy-legacy",
  ],
  [
    (draft) => draft.base.model = { ...LINEAR, initialization: "numpy-legacy" },
    "base.model.initialization.seed: is missing; wanted a whole number from 0",
    "base.model.initialization.weightScale: is missing; wanted a number from 0",
    "base.model.initialization.normalsBefore: is missing; wanted a whole number from 0",
    "base.model.initialization.integersBefore: is missing; wanted a whole number from 0",
    "base.model.initialization.integerBound: is missing; wanted a whole number from 1",
    "base.model.initialization.networksBefore: is missing; wanted a whole number from 0",
  ],
  [
    (draft) => draft.base.loss = "softmx",
    'base.loss: unknown loss "softmx", did you mean "softmax"?',
  ],
  [
    (draft) => draft.base.schedule = { kind: "cosin" },
    'base.schedule.kind: unknown schedule "cosin", did you mean "cosine"?',
  ],
  [
    (draft) => draft.base.clipping = { kind: "norm", limit: 1 },
    'base.clipping.kind: unknown clipping "norm"; there are none, value, global-norm',
  ],
  [
    (draft) => draft.base.sampling = "shufled",
    'base.sampling: unknown sampling "shufled", did you mean "shuffled"?',
  ],
  [
    (draft) => draft.base.stopping = { kind: "plateau", metric: "testAccuracy", patience: 1 },
    'base.stopping.metric: unknown metric "testAccuracy"; there are validationAccuracy, validationLoss',
  ],
  [
    (draft) => draft.claims[0].metric = "trainLos",
    'claims.0.metric: unknown metric "trainLos", did you mean "trainLoss"?',
  ],
]);

refusals("missing fields and values of the wrong kind", [
  [
    (draft) => delete draft.base,
    "base: is missing; wanted an object",
  ],
  [(draft) => draft.base = [], "base: cannot be []; wanted an object"],
  [(draft) => delete draft.base.epochs, "base.epochs: is missing; wanted a whole number from 1"],
  [
    (draft) => draft.base.epochs = "10",
    'base.epochs: cannot be "10"; wanted a whole number from 1',
  ],
  [
    (draft) => draft.base.epochs = null,
    "base.epochs: cannot be null; wanted a whole number from 1",
  ],
  [
    (draft) => delete draft.base.optimizer,
    `base.optimizer: is missing; wanted an object with a kind: ${RULES}`,
  ],
  [
    (draft) => draft.base.optimizer = "sgd",
    `base.optimizer: cannot be "sgd"; wanted an object with a kind: ${RULES}`,
  ],
  [
    (draft) => delete draft.base.optimizer.kind,
    `base.optimizer.kind: is missing; wanted one of ${RULES}`,
  ],
  [
    (draft) => delete draft.base.optimizer.learningRate,
    "base.optimizer.learningRate: is missing; wanted a number above 0, such as 1e-3",
  ],
  [
    (draft) => delete draft.base.model.kind,
    'base.model.kind: is missing; wanted "fully-connected"',
  ],
  [
    (draft) => draft.base.loss = 3,
    "base.loss: cannot be 3; wanted one of softmax, hinge, or an object with that kind",
  ],
  [
    (draft) => draft.base.clipping = "value",
    "base.clipping.limit: is missing; wanted a number above 0",
  ],
  [
    (draft) => draft.base.stopping = "plateau",
    "base.stopping.metric: is missing; wanted one of validationAccuracy, validationLoss",
    "base.stopping.patience: is missing; wanted a whole number from 1",
  ],
  [
    (draft) => draft.base.evaluation = { test: "yes" },
    'base.evaluation.test: cannot be "yes"; wanted true or false',
  ],
  [
    (draft) => draft.base.evaluation = { layers: {} },
    "base.evaluation.layers.every: is missing; wanted a whole number from 0",
  ],
  [
    (draft) => draft.base.evaluation = { test: false, predictions: true },
    "base.evaluation: wants predictions of the test split, which test: false leaves out",
  ],
  [(draft) => draft.title = " ", 'title: cannot be " "; wanted some text'],
  [(draft) => draft.question = 3, "question: cannot be 3; wanted some text"],
  [csv({}), `base.dataset.file: is missing; ${FILE}`],
  [
    csv({ file: "x.csv", validationExamples: undefined }),
    "base.dataset.validationExamples: is missing; wanted a whole number from 1",
  ],
  [
    csv({ file: "x.csv", label: null }),
    "base.dataset.label: cannot be null; wanted a column's name, its index from 0, or -1 for the last",
  ],
]);

refusals("numbers that cannot be", [
  [
    (draft) => draft.base.optimizer.learningRate = -0.1,
    "base.optimizer.learningRate: cannot be -0.1; wanted a number above 0, such as 1e-3",
  ],
  [
    (draft) => draft.base.optimizer.learningRate = 0,
    "base.optimizer.learningRate: cannot be 0; wanted a number above 0, such as 1e-3",
  ],
  [
    (draft) => draft.base.optimizer.learningRate = NaN,
    "base.optimizer.learningRate: cannot be NaN; wanted a number above 0, such as 1e-3",
  ],
  [
    (draft) => draft.compare = { "optimizer.learningRate": { high: 1, low: -1 } },
    "compare.optimizer.learningRate.low: cannot be -1; wanted a number above 0, such as 1e-3",
  ],
  [(draft) => draft.base.l2 = -1e-3, "base.l2: cannot be -0.001; wanted a number from 0"],
  [(draft) => draft.tune = { l2: [0, -1] }, "tune.l2.-1: cannot be -1; wanted a number from 0"],
  [
    (draft) => draft.base.optimizer = { kind: "adam", learningRate: 1, beta1: 1 },
    "base.optimizer.beta1: cannot be 1; wanted a number from 0 to below 1",
  ],
  [
    (draft) => draft.base.model.keepRatio = 0,
    "base.model.keepRatio: cannot be 0; wanted a number above 0 up to 1",
  ],
  [
    (draft) => draft.base.schedule = { kind: "cosine", finalFactor: 2 },
    "base.schedule.finalFactor: cannot be 2; wanted a number from 0 to 1",
  ],
  [
    (draft) => draft.base.clipping = { kind: "value", limit: 0 },
    "base.clipping.limit: cannot be 0; wanted a number above 0",
  ],
]);

refusals("shapes that cannot be", [
  [
    (draft) => draft.base.model.hidden = [0],
    "base.model.hidden.0: cannot be 0; wanted a whole number from 1",
  ],
  [
    (draft) => draft.base.model.hidden = [8, -1],
    "base.model.hidden.1: cannot be -1; wanted a whole number from 1",
  ],
  [
    (draft) => draft.base.model.hidden = [1.5],
    "base.model.hidden.0: cannot be 1.5; wanted a whole number from 1",
  ],
  [
    (draft) => draft.base.model.hidden = 10,
    "base.model.hidden: cannot be 10; wanted a list of layer sizes, such as [100, 100]",
  ],
  [
    (draft) => draft.base.batchSize = 0,
    "base.batchSize: cannot be 0; wanted a whole number from 1",
  ],
  [
    (draft) => draft.base.dataset.trainExamples = 0,
    'base.dataset.trainExamples: cannot be 0; wanted "all" or a whole number from 1',
  ],
  [
    (draft) => draft.compare = { "model.hidden": { none: [], wrong: [8, 0] } },
    "compare.model.hidden.wrong.1: cannot be 0; wanted a whole number from 1",
  ],
]);

refusals("seeds that cannot be", [
  [
    (draft) => delete draft.seeds,
    "seeds: is missing; wanted a list of whole numbers, such as [1, 2, 3]",
  ],
  [(draft) => draft.seeds = [], "seeds: is empty; wanted at least one seed, such as [1, 2, 3]"],
  [(draft) => draft.seeds = [1, 2, 1], "seeds: names seed 1 twice"],
  [(draft) => draft.seeds = [1, -2], "seeds.1: cannot be -2; wanted a whole number from 0"],
  [(draft) => draft.seeds = [0.5], "seeds.0: cannot be 0.5; wanted a whole number from 0"],
  [
    (draft) => draft.seeds = [2 ** 53],
    "seeds.0: cannot be 9007199254740992; wanted a whole number from 0",
  ],
  [
    (draft) => draft.seeds = 1,
    "seeds: cannot be 1; wanted a list of whole numbers, such as [1, 2, 3]",
  ],
]);

refusals("names that would leave the output folder or write markup", [
  [
    (draft) => draft.compare = { epochs: { "../up": 1 } },
    `compare.epochs."../up": ${LABEL}`,
  ],
  [
    (draft) => draft.compare = { epochs: { "a..b": 1 } },
    `compare.epochs.a..b: ${LABEL}`,
  ],
  [
    (draft) => draft.compare = { epochs: { "<b>bold</b>": 1 } },
    `compare.epochs."<b>bold</b>": ${LABEL}`,
  ],
  [(draft) => draft.compare = { epochs: { "": 1 } }, `compare.epochs."": ${LABEL}`],
  [
    (draft) => draft.compare = { epochs: { ["x".repeat(61)]: 1 } },
    `compare.epochs.${"x".repeat(61)}: ${LABEL}`,
  ],
  [
    (draft) => draft.tune = { sampling: ["shuffled", "a/b"] },
    `tune.sampling."a/b": ${LABEL}`,
  ],
  [csv({ file: "../secret.csv" }), `base.dataset.file: cannot be "../secret.csv"; ${FILE}`],
  [csv({ file: "/etc/passwd" }), `base.dataset.file: cannot be "/etc/passwd"; ${FILE}`],
  [csv({ file: "a/../../b" }), `base.dataset.file: cannot be "a/../../b"; ${FILE}`],
]);

refusals("axes that vary nothing there is", [
  [
    (draft) => draft.compare = [],
    "compare: wants an object of axes, such as { batchSize: [50, 100] }",
  ],
  [
    (draft) => draft.compare = { optimiser: [] },
    'compare.optimiser: unknown axis, did you mean "optimizer"?',
  ],
  [
    (draft) => draft.tune = { "optimizer.learningrate": [1] },
    'tune.optimizer.learningrate: unknown axis, did you mean "optimizer.learningRate"?',
  ],
  [
    (draft) => draft.tune = { seeds: [1] },
    'tune.seeds: unknown axis; wanted a field of base, such as "batchSize" or ' +
    '"optimizer.learningRate", or "variant"',
  ],
  [
    (draft) => draft.compare = JSON.parse('{"__proto__": [1]}'),
    'compare.__proto__: unknown axis; wanted a field of base, such as "batchSize" or ' +
    '"optimizer.learningRate", or "variant"',
  ],
  [
    (draft) => draft.compare = { epochs: [] },
    "compare.epochs: is empty; wanted at least one value",
  ],
  [
    (draft) => draft.compare = { epochs: 3 },
    "compare.epochs: wants values by label, or a list of numbers, words or truth values",
  ],
  [
    (draft) => draft.compare = { optimizer: [{ kind: "sgd", learningRate: 1 }] },
    "compare.optimizer: lists an object; give it a label: { label: value }",
  ],
  [
    (draft) => draft.compare = { variant: { a: 3 } },
    "compare.variant.a: wants an object of settings, such as { batchSize: 50 }",
  ],
  [
    (draft) => draft.compare = { variant: { a: { evaluation: { test: false } } } },
    "compare.variant.a.evaluation: cannot vary; it stands in base, the same for all runs",
  ],
]);

refusals("values that come twice or replace each other in silence", [
  [(draft) => draft.compare = { epochs: [1, 2, 1] }, 'compare.epochs: names "1" twice'],
  [
    (draft) => draft.compare = { "dataset.label": [1, "1"] },
    'compare.dataset.label: names "1" twice',
  ],
  [
    (draft) => {
      draft.compare = { epochs: [1, 2] };
      draft.tune = { epochs: [3] };
    },
    "tune.epochs: is compared as well; an axis is either compared or tuned",
  ],
  [
    (draft) => {
      draft.compare = { variant: { a: { epochs: 1, l2: 1 }, b: { l2: 2 } } };
      draft.tune = { epochs: [3] };
    },
    "compare.variant.a.epochs: is replaced by the axis epochs; vary it in one place",
  ],
  [
    (draft) => draft.base.model.initialization = "he",
    "base.model: has both weightScale and initialization; wanted one of them",
  ],
  [
    (draft) => draft.compare = { "model.initialization": ["he"] },
    "compare.model.initialization.he: has both weightScale and initialization; wanted one of them",
  ],
]);

refusals("values that do not go with the rest of the base", [
  [
    (draft) => draft.compare = { "optimizer.momentum": [0.9] },
    'compare.optimizer.momentum.0.9: unknown field of update rule "sgd"; there are kind, learningRate',
  ],
  [
    (draft) => draft.compare = { "optimizer.kind": ["sgd", "adamm"] },
    'compare.optimizer.kind.adamm: unknown update rule "adamm", did you mean "adam"?',
  ],
  [
    (draft) => draft.compare = { variant: { a: { optimizer: { kind: "adam" } } } },
    "compare.variant.a.optimizer.learningRate: is missing; wanted a number above 0, such as 1e-3",
  ],
]);

refusals("claims about what is not there", [
  [(draft) => draft.claims = {}, "claims: cannot be {}; wanted a list of claims"],
  [
    (draft) => draft.claims[0].lower = "fsat",
    'claims.0.lower: unknown variant "fsat"; there are slow, fast',
  ],
  [
    (draft) => draft.claims[0].than = "slow ",
    'claims.0.than: unknown variant "slow ", did you mean "slow"?',
  ],
  [(draft) => draft.claims[0].than = "fast", 'claims.0.than: compares "fast" with itself'],
  [
    (draft) => draft.claims[0].higher = "slow",
    "claims.0: wants either lower or higher, naming a variant",
  ],
  [
    (draft) => draft.claims[0].than = null,
    "claims.0.than: cannot be null; wanted a variant or a number",
  ],
  [
    (draft) => {
      draft.base.evaluation = { test: false };
      draft.claims[0].metric = "testLoss";
    },
    "claims.0.metric: testLoss is not measured, since base.evaluation.test is false",
  ],
]);

Deno.test("checkExperiment refuses what is no object at all", () => {
  for (const [value, shown] of [[null, "null"], [[], "[]"], ["a", '"a"'], [5, "5"]]) {
    assertThrows(
      () => checkExperiment(value, "x.ts"),
      Error,
      `x.ts: the default export cannot be ${shown}; wanted an object`,
    );
  }
});

Deno.test("checkExperiment refuses a sweep too large to list, before it lists it", () => {
  const many = Array.from({ length: 100 }, (_, i) => i + 1);
  assertRefused(
    (draft) => draft.tune = { epochs: many, batchSize: many, "dataset.splitSeed": many },
    "compare: comes to 4000000 runs with tune and seeds; wanted at most 100,000",
  );
});

Deno.test("checkExperiment names many faults and counts the rest", () => {
  const zeros = Array(30).fill(0);
  const error = assertThrows(() =>
    checkExperiment({
      ...SMALL,
      base: { ...SMALL.base, model: { ...SMALL.base.model, hidden: zeros } },
    }, "x.ts"), Error);
  assertEquals(error.message.split("\n").length, 21);
  assertStringIncludes(error.message, "x.ts: and 10 more faults");
});

Deno.test("checkExperiment accepts short and long forms, labels with signs, and any claim", () => {
  assertAccepted(() => {});
  assertAccepted((draft) => {
    draft.base.model.normalization = "batch";
    draft.base.loss = { kind: "softmax" };
    draft.base.schedule = "cosine";
    draft.base.clipping = { kind: "global-norm", limit: 5 };
    draft.base.stopping = { kind: "plateau", metric: "validationLoss", patience: 3 };
    draft.base.evaluation = { trainExamples: 10 };
    draft.tune = { "model.weightScale": [1e-2, 1e-7], l2: { "no penalty": 0, "1e-3": 1e-3 } };
    draft.claims = [{ says: "x", metric: "testAccuracy", higher: "fast", than: 0.9, must: true }];
  });
  assertAccepted((draft) => {
    delete draft.claims;
    draft.compare = { "optimizer.kind": ["sgd", "adam"], "dataset.preprocess": ["none"] };
    draft.tune = { "optimizer.learningRate": [1e-3, 1e-2] };
  });
  assertAccepted((draft) => {
    delete draft.claims;
    csv({ file: "tables/x.csv" })(draft);
    draft.compare = { "dataset.label": [-1, 0] };
  });
});

Deno.test("checkExperiment accepts every kind with its defaults written out, and without", () => {
  for (const optimizer of Object.values(OPTIMIZER_DEFAULTS)) {
    assertAccepted((draft) => draft.base.optimizer = optimizer);
    assertAccepted((draft) => draft.base.optimizer = { kind: optimizer.kind, learningRate: 1 });
  }
  for (const schedule of Object.values(SCHEDULE_DEFAULTS)) {
    assertAccepted((draft) => draft.base.schedule = schedule);
    assertAccepted((draft) => draft.base.schedule = schedule.kind);
  }
  const needed = { digits: {}, csv: { file: "x.csv", validationExamples: 1, testExamples: 1 } };
  for (const kind of ["digits", "csv"] as const) {
    assertAccepted((draft) =>
      draft.base.dataset = { kind, ...DATASET_DEFAULTS[kind], ...needed[kind] }
    );
    assertAccepted((draft) => draft.base.dataset = { kind, ...needed[kind] });
  }
});
