import { assertEquals } from "@std/assert";
import { DATASET_DEFAULTS } from "@samebit/datasets";
import type { Plan } from "@samebit/solver";
import { createReferenceKernels } from "@samebit/tensors";
import { estimateSeconds, type TimedRun } from "./estimate.ts";

/** A run of 10 steps of 4 examples, and of 3 evaluations of 12: as much as 13 steps in all. */
function createRun(hidden: readonly number[]): TimedRun {
  const plan: Plan = {
    dataset: { kind: "digits", ...DATASET_DEFAULTS.digits },
    task: "classification",
    augmentation: { kind: "none" },
    model: {
      kind: "fully-connected",
      hidden,
      normalization: { kind: "none" },
      keepRatio: 1,
      initialization: { kind: "he" },
      activation: { kind: "relu" },
    },
    loss: { kind: "softmax", labelSmoothing: 0, classWeights: "none" },
    l2: 0,
    optimizer: { kind: "sgd", learningRate: 0.1 },
    groups: { kind: "none" },
    schedule: { kind: "constant", warmupSteps: 0 },
    clipping: { kind: "none" },
    averaging: { kind: "none" },
    batchSize: 4,
    epochs: 2,
    sampling: "shuffled",
    stopping: { kind: "none" },
    evaluation: {
      trainExamples: 6,
      test: false,
      layers: { every: 0 },
      predictions: false,
      probabilities: false,
      views: "plain",
      states: false,
      importance: { repeats: 0 },
    },
    precision: "float32",
    seed: 1,
    kinds: {},
  };
  const sizes = { shape: [3], outputs: 2, train: 20, validation: 6 };
  return { plan, totalSteps: 10, sizes };
}

/** A clock by which the trial steps take one second each. */
function createClock(): () => number {
  const readings = [100, 103];
  return () => readings.shift()!;
}

Deno.test("estimateSeconds counts steps, and evaluations as a third of them", () => {
  const kernels = createReferenceKernels("float32");
  assertEquals(estimateSeconds([createRun([])], kernels, { workers: 2, clock: createClock() }), 13);
});

Deno.test("estimateSeconds divides by the number of busy workers", () => {
  const kernels = createReferenceKernels("float32");
  const runs = [createRun([]), createRun([]), createRun([]), createRun([])];
  assertEquals(estimateSeconds(runs, kernels, { workers: 1, clock: createClock() }), 52);
  assertEquals(estimateSeconds(runs, kernels, { workers: 2, clock: createClock() }), 26);
  assertEquals(estimateSeconds(runs, kernels, { workers: 8, clock: createClock() }), 13);
});

Deno.test("estimateSeconds scales by the weights of the network", () => {
  const kernels = createReferenceKernels("float32");
  // 3·2 = 6 weights in the first, 3·12 + 12·2 = 60 in the second.
  const runs = [createRun([]), createRun([12])];
  assertEquals(
    Math.round(estimateSeconds(runs, kernels, { workers: 1, clock: createClock() })),
    13 + 130,
  );
});

Deno.test("estimateSeconds of nothing is nothing", () => {
  assertEquals(
    estimateSeconds([], createReferenceKernels("float32"), { workers: 2, clock: createClock() }),
    0,
  );
});
