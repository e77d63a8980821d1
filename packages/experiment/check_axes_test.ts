/** What an experiment file compares and tunes: axes, their labels and their values. */
import { assertRefused, refusals } from "./testing/experiments.ts";

const LABEL = "is not a label; wanted up to 60 letters, digits, spaces and . _ + -, " +
  "beginning with a letter or digit";

refusals("axes that vary nothing there is", [
  [
    (draft) => draft.compare = [],
    "compare: needs an object of axes, such as { batchSize: [50, 100] }",
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
    "compare.epochs: needs values by label, or a list of numbers, words or booleans",
  ],
  [
    (draft) => draft.compare = { optimizer: [{ kind: "sgd", learningRate: 1 }] },
    "compare.optimizer: lists an object; give it a label: { label: value }",
  ],
  [
    (draft) => draft.compare = { variant: { a: 3 } },
    "compare.variant.a: needs an object of settings, such as { batchSize: 50 }",
  ],
  [
    (draft) => draft.compare = { variant: { a: { evaluation: { test: false } } } },
    "compare.variant.a.evaluation: cannot vary; set it in base, the same for all runs",
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

Deno.test("checkExperiment refuses a sweep too large to list, before it lists it", () => {
  const many = Array.from({ length: 100 }, (_, i) => i + 1);
  assertRefused(
    (draft) => draft.tune = { epochs: many, batchSize: many, "dataset.splitSeed": many },
    "compare: gives 4000000 runs with tune and seeds; wanted at most 100,000",
  );
});
