/** Every kind of warning: what makes it, with its numbers, and what is near and makes none. */
import { assertEquals } from "@std/assert";
import { describeWarning } from "@samebit/runlog";
import { checkExperiment } from "@samebit/experiment";
import { type Draft, spoiled } from "@samebit/experiment/testing";
import type { WarnedFacts } from "./subject.ts";
import { warningsOf } from "./warnings.ts";

const FACTS: WarnedFacts = {
  classes: ["a", "b"],
  warnings: [],
  train: { count: 40 },
  classCounts: { train: [20, 20], validation: [10, 10], test: [10, 10] },
};

function told(change: (draft: Draft) => void, facts: Partial<WarnedFacts> = {}): string[] {
  const experiment = checkExperiment(spoiled(change), "experiments/x.ts");
  return warningsOf(experiment, () => ({ ...FACTS, ...facts })).map(describeWarning);
}

const onTable = (draft: Draft) => {
  draft.base.dataset = { kind: "csv", file: "t.csv", validationExamples: 5, testExamples: 5 };
};
const tuned = (axis: string, values: unknown, search?: object) => (draft: Draft) => {
  draft.tune = { [axis]: values };
  if (search) draft.search = search;
};

type Case = readonly [
  what: string,
  change: (draft: Draft) => void,
  says: readonly string[],
  facts?: Partial<WarnedFacts>,
];

const CASES: readonly Case[] = [
  ["nothing", () => {}, []],
  [
    "a class that is not trained on",
    onTable,
    ['base.dataset, class "b": 0 of 40 training examples, 1 of 5 in validation, 2 of 5 in test; so'],
    { classCounts: { train: [40, 0], validation: [4, 1], test: [3, 2] } },
  ],
  [
    "a class that is not measured",
    onTable,
    ['base.dataset, class "a": 20 of 40 training examples, 0 of 5 in validation, 5 of 5 in test; figures'],
    { classCounts: { train: [20, 20], validation: [0, 5], test: [5, 0] }, classes: ["a"] },
  ],
  [
    "labels that are the same in all of training",
    (draft) => {
      onTable(draft);
      draft.base.dataset.targets = ["a", "b", "c"];
      draft.base.task = "multi-label";
    },
    [
      'base.dataset, label "a": it holds in none of 40 training examples; it cannot be learned',
      'base.dataset, label "c": it holds in all of 40 training examples; it cannot be learned',
    ],
    {
      classes: [],
      classCounts: { train: [], validation: [], test: [] },
      targets: {
        names: ["a", "b", "c"],
        mean: Float64Array.of(0, 0.25, 1),
        deviation: Float64Array.of(0, 0.5, 0),
      },
    },
  ],
  [
    "classes that are numbers, nearly one for each example",
    onTable,
    ["base.dataset.label: the 30 classes are numbers, and there are 40 training examples of them; to predict"],
    {
      classes: Array.from({ length: 30 }, (_, i) => `${i / 2}`),
      classCounts: {
        train: new Array(30).fill(2),
        validation: new Array(30).fill(1),
        test: new Array(30).fill(1),
      },
    },
  ],
  [
    "columns and labels of a table",
    onTable,
    [
      't.csv, column "time": 2 different values in the training examples become 1 in float32; subtract',
      't.csv, column "k": one value in all 40 training examples; nothing',
      't.csv, labels "Red" and "red": 2 classes whose names',
      'base.dataset.header: "none" reads line 1 of t.csv as an example',
    ],
    {
      doubts: {
        file: "t.csv",
        columns: [{ name: "time", written: 2, kept: 1 }, { name: "k", written: 1, kept: 1 }],
        alike: [["Red", "red"]],
        isNumbered: true,
        rows: 10,
        leftOut: [],
        filled: 0,
        strange: [],
      },
    },
  ],
  [
    "what was found, left out, filled and is unknown in a table",
    onTable,
    [
      "t.csv: its fields are separated by a semicolon, which was detected, not declared",
      't.csv, column "price": 2 of 50 rows are left out, since its cell is missing',
      "t.csv: 3 missing numbers are filled",
      't.csv, column "colour": "blue" is in no training example, and in 1 of validation and 0 of test',
      't.csv, column "colour": a missing word is in no training example',
    ],
    {
      doubts: {
        file: "t.csv",
        columns: [],
        alike: [],
        isNumbered: false,
        delimiter: "semicolon",
        rows: 50,
        leftOut: [{ column: "price", rows: 2 }],
        filled: 3,
        strange: [
          { column: "colour", level: "blue", rows: [1, 0] },
          { column: "colour", level: "", rows: [0, 2] },
        ],
      },
    },
  ],
  [
    "a few numbers that are taken as classes",
    onTable,
    ["base.dataset: its labels are numbers, 3 to 5, and are taken as 3 classes"],
    {
      classes: ["3", "4", "5"],
      classCounts: { train: [20, 10, 10], validation: [1, 1, 1], test: [1, 1, 1] },
    },
  ],
  ["what a data set warns of", () => {}, ["base.dataset: not official"], {
    warnings: ["not official"],
  }],
  ["examples left out", (d) => d.base.batchSize = 30, [
    "base.batchSize: minibatches of 30 leave 10 of 40",
  ]],
  [
    "a long warm-up",
    (d) => d.base.schedule = { kind: "cosine", warmupSteps: 1000 },
    ["base.schedule.warmupSteps: a warm-up of 1,000 steps in a run of 4: the learning rate ends at 0.4 %"],
  ],
  ["a warm-up that fits", (d) => d.base.schedule = { kind: "constant", warmupSteps: 4 }, []],
  [
    "a cosine that begins with the last step",
    (d) => d.base.schedule = { kind: "cosine", warmupSteps: 3 },
    ['base.schedule: "cosine" changes nothing in 4 steps of 2 epochs'],
  ],
  ["a cosine that falls", (d) => d.base.schedule = "cosine", []],
  [
    "one cycle whose last step is its peak",
    (d) => d.base.schedule = { kind: "one-cycle", peakShare: 0.75 },
    [],
  ],
  [
    "a decay after the end",
    (d) => d.base.schedule = { kind: "step-decay", every: 2, factor: 0.5 },
    ['base.schedule: "step-decay" changes nothing'],
  ],
  [
    "a decay before the end",
    (d) => d.base.schedule = { kind: "step-decay", every: 1, factor: 0.5 },
    [],
  ],
  [
    "a factor of 1",
    (d) => d.base.schedule = { kind: "epoch-decay", factor: 1 },
    ['base.schedule: "epoch-decay" changes nothing'],
  ],
  [
    "long patience",
    (d) => d.base.stopping = { kind: "plateau", metric: "validationLoss", patience: 2 },
    ["base.stopping.patience: waits for 2 evaluations in a run of 2 epochs"],
  ],
  [
    "short patience",
    (d) => d.base.stopping = { kind: "plateau", metric: "validationLoss", patience: 1 },
    [],
  ],
  ["an average of nothing", (d) => d.base.averaging = { kind: "exponential", decay: 0 }, [
    "base.averaging.decay: 0 keeps nothing",
  ]],
  ["a decay that is never reached", (d) => d.base.averaging = "exponential", [
    "base.averaging.decay: 0.999 is never reached: the average keeps at most 0.357 of itself, in the last of 4",
  ]],
  ["a limit above all gradients", (d) => d.base.clipping = { kind: "value", limit: 1e39 }, [
    "base.clipping.limit: no finite gradient in float32 is larger than 1e+39",
  ]],
  ["layers measured once", (d) => d.base.evaluation = { layers: { every: 4 } }, [
    "base.evaluation.layers.every: every 4 steps of 4 measures only the first step",
  ]],
  ["more measured than there are", (d) => d.base.evaluation = { trainExamples: 41 }, [
    "base.evaluation.trainExamples: asks for 41 of 40 training examples",
  ]],
  [
    "batch normalization of one example",
    (d) => {
      d.base.batchSize = 1;
      d.compare = { "model.normalization": ["none", "batch"] };
      delete d.claims;
    },
    ["base.batchSize: minibatches of 1: batch normalization of 1 example"],
  ],
  [
    "batch normalization of the one example there is",
    (d) =>
      Object.assign(d.base, {
        sampling: "with-replacement",
        model: { ...d.base.model, normalization: "batch" },
      }),
    ["base.dataset.trainExamples: minibatches of 20 times the 1 training example"],
    { train: { count: 1 }, classCounts: { train: [1, 1], validation: [1, 1], test: [1, 1] } },
  ],
  [
    "layer normalization of one unit",
    (d) => Object.assign(d.base.model, { hidden: [8, 1], normalization: "layer" }),
    ["base.model.hidden: layer normalization of a layer of 1 unit, layer 2 of 2"],
  ],
  [
    "what acts on hidden layers without any",
    (d) =>
      Object.assign(d.base.model, {
        hidden: [],
        normalization: "batch",
        activation: "leaky-relu",
        keepRatio: 0.5,
      }),
    [
      'base.model.normalization: "batch" acts',
      'base.model.activation: "leaky-relu" acts',
      "base.model.keepRatio: dropout that keeps 0.5 acts",
    ],
  ],
  ["dropout of nothing", (d) => d.base.model.keepRatio = 1, [
    "base.model.keepRatio: dropout with keepRatio 1",
  ]],
  ["augmentation of nothing", (d) => d.base.augmentation = "images", [
    'base.augmentation: "images" without flip, with a shift of 0',
  ]],
  [
    "augmentation that only mixes pairs",
    (d) => d.base.augmentation = { kind: "images", mixup: 0.2 },
    [],
  ],
  [
    "trials that cannot differ",
    tuned("optimizer.learningRate", { range: "linear", from: 1, to: 1 + 3 * 2 ** -52 }, {
      kind: "random",
      trials: 9,
    }),
    ["search.trials: asks for 9, but only 4 distinct ones can be drawn"],
  ],
  [
    "points of a grid that cannot differ",
    tuned("batchSize", { range: "integer", from: 10, to: 12, points: 9 }),
    ["tune.batchSize.points: asks for 9, but the range has only 3 distinct ones"],
  ],
  ["one value", tuned("batchSize", [20]), ["tune.batchSize: has 1 value"]],
  [
    "one trial",
    tuned("batchSize", [10, 20], { kind: "random", trials: 1 }),
    ["search.trials: is 1: nothing is chosen"],
  ],
  [
    "a TPE that learns nothing",
    tuned("l2", { range: "linear", from: 0, to: 1 }, { kind: "tpe", trials: 10 }),
    ["search.start: 10 trials are drawn at random before anything is learned, of 10"],
  ],
  [
    "a halving without rungs",
    tuned("l2", { range: "linear", from: 0, to: 1 }, { kind: "halving", trials: 9 }),
    ["search: 9 trials of 2 epochs with eta 3 reach no rung"],
  ],
  [
    "equal plans",
    (d) => {
      d.compare = { batchSize: { one: 20, two: 20, three: 10 } };
      delete d.claims;
    },
    ['compare: 2 combinations have the same plan, and share one run per seed: "one", "two"'],
  ],
];

for (const [what, change, says, facts] of CASES) {
  Deno.test(`warningsOf tells of ${what}`, () => {
    const warnings = told(change, facts);
    assertEquals(warnings.map((text, i) => text.slice(0, says[i]?.length)), says);
  });
}

Deno.test("warningsOf reports the first of many of a kind, and counts the others", () => {
  const classes = Array.from({ length: 30 }, (_, i) => `c${i}`);
  const zeros = classes.map(() => 0);
  const counts = { train: zeros, validation: zeros, test: zeros };
  const warnings = told(onTable, { classes, classCounts: counts });
  assertEquals(warnings.length, 11);
  assertEquals(warnings.at(-1)?.endsWith("and 19 more warnings of this kind"), true);
});
