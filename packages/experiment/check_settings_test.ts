/** The settings of an experiment file: what a field may hold. */
import { DATASET_DEFAULTS } from "@samebit/datasets";
import { OPTIMIZER_DEFAULTS, SCHEDULE_DEFAULTS } from "@samebit/optimizers";
import { assertAccepted, onTable, refusals } from "./testing/experiments.ts";

const RULES = Object.keys(OPTIMIZER_DEFAULTS).join(", ");
const FILE = 'wanted a path inside the data directory, such as "iris.csv" or "tables/iris.csv"';

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
    "base.model.kind: is missing; wanted one of fully-connected, layers",
  ],
  [
    (draft) => draft.base.loss = 3,
    "base.loss: cannot be 3; wanted one of softmax, hinge, mean-squared-error, " +
    "mean-absolute-error, huber, binary-cross-entropy, or an object with that kind",
  ],
  [
    (draft) => draft.base.clipping = "value",
    "base.clipping.limit: is missing; wanted a number above 0",
  ],
  [
    (draft) => draft.base.stopping = "plateau",
    "base.stopping.metric: is missing; wanted one of validationAccuracy, validationLoss, " +
    "validationRmse, validationMae, validationR2, validationLabelAccuracy, validationExactMatch, " +
    "validationMacroF1",
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
    "base.evaluation: needs predictions of the test split, but test is false",
  ],
  [(draft) => draft.title = " ", 'title: cannot be " "; wanted some text'],
  [(draft) => draft.question = 3, "question: cannot be 3; wanted some text"],
  [onTable({}), `base.dataset.file: is missing; ${FILE}`],
  [
    onTable({ file: "x.csv", validationExamples: 1.5 }),
    "base.dataset.validationExamples: cannot be 1.5; wanted a whole number from 1, or a share of all " +
    "examples between 0 and 1",
  ],
  [
    onTable({ file: "x.csv", label: null }),
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

refusals("data files outside of the data folder", [
  [onTable({ file: "../secret.csv" }), `base.dataset.file: cannot be "../secret.csv"; ${FILE}`],
  [onTable({ file: "/etc/passwd" }), `base.dataset.file: cannot be "/etc/passwd"; ${FILE}`],
  [onTable({ file: "a/../../b" }), `base.dataset.file: cannot be "a/../../b"; ${FILE}`],
]);

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
