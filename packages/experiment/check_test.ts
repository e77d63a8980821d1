/** An experiment file as a whole, its seeds and its claims. */
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { checkExperiment } from "./check.ts";
import { assertAccepted, onTable, refusals, SMALL } from "./testing/experiments.ts";

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

refusals("prose that refers to what is not there, or has results typed by hand", [
  [
    (draft) => draft.answer = "{{trainLoss of fsat}} and {{trainLoss of fast}}",
    'answer: "{{trainLoss of fsat}}": unknown variant "fsat"; there are slow, fast',
  ],
  [
    (draft) => draft.question = "{{testLos of fast}}?",
    'question: "{{testLos of fast}}": unknown metric "testLos", did you mean "testLoss"?',
  ],
  [
    (draft) => draft.claims[0].says = "Fast ends at {{deadUnits of fast}}",
    'claims.0.says: "{{deadUnits of fast}}": deadUnits is not measured; ' +
    "it needs base.evaluation.layers, such as { every: 20 }",
  ],
  [
    (draft) => draft.answer = "Fast comes to 97.5 %",
    'answer: "97.5 %" is typed by hand, and nothing checks it; ' +
    'write it as a reference, such as "{{trainLoss of slow}}", or leave it out',
  ],
]);

refusals("an order of the page that asks for what is not there", [
  [
    (draft) => draft.report = [{ kind: "chart", name: "train-los" }],
    'report.0.name: unknown chart "train-los", did you mean "train-loss"?',
  ],
  [
    (draft) => {
      delete draft.compare;
      draft.claims = [];
      draft.report = [{ kind: "chart", name: "confusion" }];
    },
    'report.0.name: unknown chart "confusion"; there are train-loss, train-accuracy, ' +
    "validation-accuracy, final-testAccuracy, final-bestValidationAccuracy, validation-loss, gap, " +
    "learning-rate, first-layer",
  ],
  [
    (draft) => draft.report = [{ kind: "section", name: "chart" }],
    'report.0.name: unknown section "chart", did you mean "charts"?',
  ],
  [
    (draft) => draft.report = [{ kind: "chart", name: "gap", text: "?" }],
    'report.0.text: unknown field of part of the page "chart"; there are kind, name, caption',
  ],
  [
    (draft) =>
      draft.report = [
        { kind: "chart", name: "gap" },
        { kind: "section", name: "charts" },
        { kind: "chart", name: "gap" },
      ],
    'report: names the chart "gap" twice',
  ],
  [
    (draft) =>
      draft.report = [
        { kind: "text", text: "Fast ends at 0.25" },
        { kind: "chart", name: "gap", caption: "{{trainLoss of fsat}}" },
      ],
    'report.0.text: "0.25" is typed by hand, and nothing checks it; ' +
    'write it as a reference, such as "{{trainLoss of slow}}", or leave it out',
    'report.1.caption: "{{trainLoss of fsat}}": unknown variant "fsat"; there are slow, fast',
  ],
]);

Deno.test("checkExperiment knows the charts of what an experiment claims, tunes and keeps", () => {
  assertAccepted((draft) => {
    draft.base.evaluation = { layers: { every: 1 }, predictions: true };
    draft.claims[0].metric = "stepsTo(trainAccuracy, 0.9)";
    draft.report = ["final-stepsTo-trainAccuracy-0.9", "confusion", "layers-deadUnits"]
      .map((name) => ({ kind: "chart", name }));
  });
});

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
    "claims.0: needs one of lower, higher, near and equivalent, naming a variant",
  ],
  [
    (draft) => draft.claims = [{ says: "Yes", metric: "firstLoss", near: "slow", than: 2.3 }],
    "claims.0: needs near together with within, such as 1e-12, and a number other than 0 in than",
  ],
  [
    (draft) => draft.claims[0].within = 0.1,
    "claims.0: needs near together with within, such as 1e-12, and a number other than 0 in than",
  ],
  [
    (draft) =>
      draft.claims = [{ says: "Yes", metric: "trainLoss", equivalent: "slow", than: "fast" }],
    "claims.0: needs equivalent together with margin, such as 0.01, and a variant in than",
  ],
  [
    (draft) => draft.claims[0].margin = 0.1,
    "claims.0: needs equivalent together with margin, such as 0.01, and a variant in than",
  ],
  [
    (draft) => draft.claims[0].metric = "trainLos",
    'claims.0.metric: unknown metric "trainLos", did you mean "trainLoss"?',
  ],
  [
    (draft) => draft.claims[0].metric = "stepsTo(trainRmse, 0.5)",
    "claims.0.metric: stepsTo(trainRmse, 0.5) is not a metric of classification; wanted a target in " +
    "trainLoss, trainAccuracy, validationLoss, validationAccuracy",
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
  [
    (draft) => draft.claims[0].metric = "testViewsAccuracy",
    'claims.0.metric: testViewsAccuracy is not measured; it needs base.evaluation.views, such as "mirrored"',
  ],
  [
    (draft) => draft.base.evaluation = { test: false, views: "mirrored" },
    "base.evaluation: needs views of the test split, but test is false",
  ],
  [
    (draft) => draft.claims[0].metric = "deadUnits",
    "claims.0.metric: deadUnits is not measured; it needs base.evaluation.layers, such as { every: 20 }",
  ],
]);

Deno.test("checkExperiment refuses what is not an object at all", () => {
  for (const [value, shown] of [[null, "null"], [[], "[]"], ["a", '"a"'], [5, "5"]]) {
    assertThrows(
      () => checkExperiment(value, "x.ts"),
      Error,
      `x.ts: the default export cannot be ${shown}; wanted an object`,
    );
  }
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
    onTable({ file: "tables/x.csv" })(draft);
    draft.compare = { "dataset.label": [-1, 0] };
  });
});
