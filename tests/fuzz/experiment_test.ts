/**
 * The checker of experiments, on anything and on experiments that were right once.
 */
import { checkExperiment, expand, type Experiment, planRun } from "@samebit/experiment";
import type { Json } from "@samebit/runlog";
import { assert, assertStrictEquals } from "@std/assert";
import batchNormalization from "../../experiments/batch-normalization.ts";
import goodModelSearched from "../../experiments/good-model-searched.ts";
import initializationScale from "../../experiments/initialization-scale.ts";
import updateRules from "../../experiments/update-rules.ts";
import { fuzz, readOrRefuse, SOURCE } from "./fuzzing.ts";
import { anyJson, damagedJson } from "./mutations.ts";

/** Something at every place. */
const FULL: Experiment = {
  title: "Everything",
  question: "What if all fields are given?",
  expectation: "They are checked",
  base: {
    dataset: { kind: "csv", file: "a/b.csv", header: "counts", label: 0, ...sizes() },
    model: {
      kind: "fully-connected",
      hidden: [8, 8],
      normalization: { kind: "batch", epsilon: 1e-5, momentum: 0.9 },
      keepRatio: 0.5,
      initialization: "xavier",
    },
    loss: { kind: "softmax", labelSmoothing: 0.1 },
    l2: 0.1,
    optimizer: { kind: "adamw", learningRate: 0.1, beta1: 0.5, weightDecay: 0.1 },
    schedule: { kind: "cosine", warmupSteps: 3, finalFactor: 0.5 },
    clipping: { kind: "global-norm", limit: 1 },
    batchSize: 7,
    epochs: 2,
    sampling: "with-replacement",
    stopping: { kind: "plateau", metric: "validationLoss", patience: 2 },
    evaluation: {
      trainExamples: 10,
      test: true,
      layers: { every: 0 },
      predictions: false,
      states: false,
      importance: { repeats: 2 },
    },
  },
  compare: {
    variant: { small: { l2: 0 }, large: { epochs: 3 } },
    "model.keepRatio": [0.5, 1],
    "optimizer.learningRate": { low: 0.1, high: 0.2 },
  },
  tune: { batchSize: [5, 10] },
  seeds: [1, 2],
  claims: [{ says: "x", metric: "testLoss", lower: "small, 0.5, low", than: 3, must: true }],
};

function sizes() {
  return { trainExamples: 10, validationExamples: 2, testExamples: 2, splitSeed: 3 } as const;
}

const RIGHT = [
  FULL,
  goodModelSearched,
  batchNormalization,
  initializationScale,
  updateRules,
] as unknown as Json[];

/** What is accepted is the very value, and can be planned. */
async function judge(value: Json): Promise<void> {
  const experiment = await readOrRefuse(() => checkExperiment(value, SOURCE));
  if (experiment === undefined) return;
  assertStrictEquals(experiment, value);
  const runs = expand(experiment);
  assert(runs.length > 0);
  for (const run of runs.slice(0, 10)) planRun(run, "0".repeat(64));
}

fuzz("checkExperiment refuses any value with a clear error", anyJson, judge);

fuzz(
  "checkExperiment refuses a changed experiment with a clear error, or it can be planned",
  damagedJson(RIGHT),
  judge,
);

Deno.test("checkExperiment accepts the experiments that fuzzing starts from", () => {
  for (const value of RIGHT) checkExperiment(value, SOURCE);
});
