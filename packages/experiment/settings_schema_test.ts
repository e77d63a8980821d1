import { assertEquals } from "@std/assert";
import { AUGMENTATION_DEFAULTS, DATASET_DEFAULTS } from "@samebit/datasets";
import { AVERAGING_FIELDS, OPTIMIZER_DEFAULTS, SCHEDULE_DEFAULTS } from "@samebit/optimizers";
import type { AxisPath, VariedSettings } from "./experiment.ts";
import { AXES, SHAPES, VARIED } from "./settings_schema.ts";

/** The compiler wants every path of the type here and no other. */
const EVERY_AXIS = {
  "dataset": true,
  "dataset.kind": true,
  "dataset.preprocess": true,
  "dataset.trainExamples": true,
  "dataset.validationExamples": true,
  "dataset.testExamples": true,
  "dataset.splitSeed": true,
  "dataset.file": true,
  "dataset.header": true,
  "dataset.label": true,
  "dataset.seed": true,
  "dataset.examples": true,
  "dataset.features": true,
  "dataset.classes": true,
  "augmentation": true,
  "augmentation.kind": true,
  "augmentation.flip": true,
  "augmentation.shift": true,
  "model": true,
  "model.kind": true,
  "model.hidden": true,
  "model.normalization": true,
  "model.keepRatio": true,
  "model.weightScale": true,
  "model.initialization": true,
  "loss": true,
  "loss.kind": true,
  "loss.labelSmoothing": true,
  "l2": true,
  "optimizer": true,
  "optimizer.kind": true,
  "optimizer.learningRate": true,
  "optimizer.momentum": true,
  "optimizer.decay": true,
  "optimizer.epsilon": true,
  "optimizer.beta1": true,
  "optimizer.beta2": true,
  "optimizer.weightDecay": true,
  "schedule": true,
  "schedule.kind": true,
  "schedule.warmupSteps": true,
  "schedule.every": true,
  "schedule.factor": true,
  "schedule.finalFactor": true,
  "clipping": true,
  "clipping.kind": true,
  "clipping.limit": true,
  "averaging": true,
  "averaging.kind": true,
  "averaging.decay": true,
  "batchSize": true,
  "epochs": true,
  "sampling": true,
  "stopping": true,
  "precision": true,
} satisfies Record<AxisPath, true>;

const EVERY_VARIED = {
  dataset: true,
  augmentation: true,
  model: true,
  loss: true,
  l2: true,
  optimizer: true,
  schedule: true,
  clipping: true,
  averaging: true,
  batchSize: true,
  epochs: true,
  sampling: true,
  stopping: true,
  precision: true,
} satisfies Record<keyof VariedSettings, true>;

Deno.test("AXES has every place that the type AxisPath names, and no other", () => {
  assertEquals(AXES.toSorted(), Object.keys(EVERY_AXIS).toSorted());
  assertEquals(VARIED.toSorted(), Object.keys(EVERY_VARIED).toSorted());
});

Deno.test("SHAPES has each kind of rule, schedule and data set with exactly its fields", () => {
  const required: Record<string, string[]> = {
    "csv": ["file", "validationExamples", "testExamples"],
    "numpy-legacy": ["seed", "examples", "features", "classes"],
  };
  const families: [Record<string, object>, Record<string, object>][] = [
    [SHAPES.optimizer, OPTIMIZER_DEFAULTS],
    [SHAPES.schedule, SCHEDULE_DEFAULTS],
    [SHAPES.dataset, DATASET_DEFAULTS],
    [SHAPES.augmentation, AUGMENTATION_DEFAULTS],
    [SHAPES.averaging, AVERAGING_FIELDS],
  ];
  for (const [shapes, defaults] of families) {
    assertEquals(Object.keys(shapes).toSorted(), Object.keys(defaults).toSorted());
    for (const [kind, shape] of Object.entries(shapes)) {
      const fields = Object.keys(defaults[kind]!).filter((field) => field !== "kind");
      assertEquals(
        Object.keys(shape).toSorted(),
        [...fields, ...required[kind] ?? []].toSorted(),
        kind,
      );
    }
  }
});
