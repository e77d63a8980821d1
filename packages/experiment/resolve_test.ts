import { assertEquals } from "@std/assert";
import { OPTIMIZER_DEFAULTS, SCHEDULE_DEFAULTS } from "@samebit/optimizers";
import type { BeginningSettings, Settings } from "./experiment.ts";
import { resolve } from "./resolve.ts";

const LEAST: Settings = {
  dataset: { kind: "digits" },
  model: { kind: "fully-connected", hidden: [8] },
  optimizer: { kind: "sgd", learningRate: 0.01 },
  epochs: 2,
};

/** The same settings with the fields of every object in the opposite order. */
function reversed<T>(value: T): T {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([key, inner]) => [key, reversed(inner)])) as T;
}

Deno.test("resolve writes out everything that settings may leave out", () => {
  assertEquals(resolve(LEAST, 5), {
    dataset: {
      kind: "digits",
      preprocess: "subtract-mean",
      trainExamples: "all",
      validationExamples: 300,
      testExamples: 300,
      splitSeed: 0,
    },
    task: "classification",
    augmentation: { kind: "none" },
    model: {
      kind: "fully-connected",
      hidden: [8],
      normalization: { kind: "none" },
      keepRatio: 1,
      initialization: { kind: "he" },
      activation: { kind: "relu" },
    },
    loss: { kind: "softmax", labelSmoothing: 0, classWeights: "none" },
    l2: 0,
    optimizer: { kind: "sgd", learningRate: 0.01 },
    groups: { kind: "none" },
    schedule: { kind: "constant", warmupSteps: 0 },
    clipping: { kind: "none" },
    averaging: { kind: "none" },
    batchSize: 100,
    epochs: 2,
    sampling: "shuffled",
    stopping: { kind: "none" },
    evaluation: {
      trainExamples: 1000,
      test: true,
      layers: { every: 0 },
      predictions: false,
      probabilities: false,
      views: "plain",
      states: false,
      importance: { repeats: 0 },
    },
    precision: "float32",
    seed: 5,
    kinds: {},
  });
});

Deno.test("resolve takes a weightScale or the name of an initialization", () => {
  const initialization = (model: BeginningSettings) =>
    resolve({ ...LEAST, model: { ...LEAST.model, ...model } }, 0).model.initialization;
  assertEquals(initialization({ weightScale: 0.1 }), { kind: "scaled", weightScale: 0.1 });
  assertEquals(initialization({ weightScale: 0 }), { kind: "scaled", weightScale: 0 });
  assertEquals(initialization({ initialization: "xavier" }), { kind: "xavier" });
  assertEquals(initialization({ initialization: { kind: "he" } }), { kind: "he" });
});

Deno.test("resolve gives the same text for a name, its object, and its defaults written out", () => {
  const text = (settings: Partial<Settings>) =>
    JSON.stringify(resolve({ ...LEAST, ...settings }, 1));
  for (const [kind, defaults] of Object.entries(SCHEDULE_DEFAULTS)) {
    const schedule = kind as "cosine";
    assertEquals(text({ schedule }), text({ schedule: { kind: schedule } }));
    assertEquals(text({ schedule }), text({ schedule: defaults as { kind: "cosine" } }));
  }
  for (const defaults of Object.values(OPTIMIZER_DEFAULTS)) {
    const { kind, learningRate } = defaults;
    assertEquals(
      text({ optimizer: { kind, learningRate } as never }),
      text({ optimizer: defaults }),
    );
  }
  assertEquals(text({ clipping: "none" }), text({ clipping: { kind: "none" } }));
  assertEquals(text({ loss: "hinge" }), text({ loss: { kind: "hinge" } }));
});

Deno.test("resolve gives the same text whatever the order in which fields are written", () => {
  const full: Settings = {
    dataset: {
      kind: "csv",
      file: "x.csv",
      header: "none",
      label: 0,
      targets: ["y"],
      preprocess: "none",
      trainExamples: 5,
      validationExamples: 3,
      testExamples: 2,
      splitSeed: 1,
      delimiter: "semicolon",
      decimal: "comma",
      drop: ["name"],
      categorical: ["colour"],
      missing: "median",
      missingMarks: ["?"],
      split: "by-group",
      splitColumn: "person",
      folds: 5,
      fold: 2,
    },
    augmentation: {
      ...{ kind: "images", flip: true, shift: 2, edge: "reflect", erase: 3 },
      ...{ mixup: 0.2, cutmix: 1 },
    },
    model: {
      kind: "fully-connected",
      hidden: [4, 3],
      normalization: { kind: "batch", epsilon: 1e-3, momentum: 0.5 },
      keepRatio: 0.5,
      weightScale: 0.1,
      activation: { kind: "leaky-relu", slope: 0.2 },
    },
    task: "regression",
    loss: { kind: "huber", delta: 0.1 },
    l2: 0.1,
    optimizer: {
      kind: "adamw",
      learningRate: 0.1,
      beta1: 0.1,
      beta2: 0.2,
      epsilon: 1e-3,
      weightDecay: 0.3,
    },
    groups: {
      kind: "roles",
      weightDecay: 0.1,
      biasRate: 2,
      biasDecay: 0.2,
      scaleRate: 3,
      scaleDecay: 0.3,
      shiftRate: 4,
      shiftDecay: 0.4,
      frozen: ["W1"],
    },
    schedule: { kind: "step-decay", every: 2, factor: 0.5, warmupSteps: 3 },
    clipping: { kind: "value", limit: 2 },
    averaging: { kind: "exponential", decay: 0.9 },
    batchSize: 3,
    epochs: 4,
    sampling: "with-replacement",
    stopping: { kind: "plateau", metric: "validationLoss", patience: 2 },
    evaluation: {
      ...{ trainExamples: 3, test: false, layers: { every: 5 }, predictions: true },
      probabilities: true,
      views: "mirrored",
      states: false,
      importance: { repeats: 0 },
    },
    precision: "float64",
  };
  assertEquals(JSON.stringify(resolve(reversed(full), 1)), JSON.stringify(resolve(full, 1)));
  assertEquals<unknown>(resolve(full, 1), {
    ...full,
    model: {
      kind: "fully-connected",
      hidden: [4, 3],
      normalization: { kind: "batch", epsilon: 1e-3, momentum: 0.5 },
      keepRatio: 0.5,
      initialization: { kind: "scaled", weightScale: 0.1 },
      activation: { kind: "leaky-relu", slope: 0.2 },
    },
    seed: 1,
    kinds: {},
  });
});
