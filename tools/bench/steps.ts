/**
 * The training steps that are timed, as plans, and made-up data of their sizes: 5,000 rows in memory
 * from which each minibatch is drawn with replacement.
 *
 * @module
 */
import type { Dataset, Split } from "@samebit/datasets";
import { createStream, fillIntegers, fillNormal } from "@samebit/random";
import { OPTIMIZER_DEFAULTS } from "@samebit/optimizers";
import type { Plan } from "@samebit/solver";
import { madeUpDataset } from "../../packages/datasets/made_up_data.ts";

/** A timed step. */
export interface BenchStep {
  /** What it is, for the table. */
  readonly about: string;
  /** Features of a row. */
  readonly inputs: number;
  /** The network and its update. */
  readonly plan: Plan;
}

const ROWS = 5000;
const CLASSES = 10;

function planOf(hidden: number[], batchSize: number, keepRatio: number, rule: "adam" | "adamw") {
  return {
    dataset: {
      kind: "digits",
      preprocess: "none",
      trainExamples: "all",
      validationExamples: 1,
      testExamples: 1,
      splitSeed: 0,
    },
    task: "classification",
    augmentation: { kind: "none" },
    model: {
      kind: "fully-connected",
      hidden,
      normalization: { kind: "batch", epsilon: 1e-5, momentum: 0.9 },
      keepRatio,
      initialization: { kind: "he" },
    },
    loss: { kind: "softmax", labelSmoothing: 0 },
    l2: 0,
    optimizer: { ...OPTIMIZER_DEFAULTS[rule], learningRate: 1e-3 },
    schedule: { kind: "constant", warmupSteps: 0 },
    clipping: { kind: "none" },
    averaging: { kind: "none" },
    batchSize,
    epochs: 1,
    sampling: "with-replacement",
    stopping: { kind: "none" },
    evaluation: { trainExamples: 1, test: false, layers: { every: 0 }, predictions: false },
    precision: "float32",
    seed: 0,
  } satisfies Plan;
}

const FIVE = [100, 100, 100, 100, 100];

/** The steps by name. */
export const BENCH_STEPS: Readonly<Record<string, BenchStep>> = {
  a: {
    about: "3072-100x5-10, batch norm, Adam, batch 100",
    inputs: 3072,
    plan: planOf(FIVE, 100, 1, "adam"),
  },
  b: { about: "(a) with dropout 0.5", inputs: 3072, plan: planOf(FIVE, 100, 0.5, "adam") },
  c: {
    about: "3072-512-256-128-10, batch norm, AdamW, batch 128",
    inputs: 3072,
    plan: planOf([512, 256, 128], 128, 1, "adamw"),
  },
  d: {
    about: "64-100x5-10, batch norm, Adam, batch 100",
    inputs: 64,
    plan: planOf(FIVE, 100, 1, "adam"),
  },
};

/** Made-up floats of a step's size, normally distributed. */
export function floatData({ inputs }: BenchStep): Dataset {
  const values = new Float32Array(ROWS * inputs);
  fillNormal(createStream(0, "bench"), 0, values);
  return datasetOf(inputs, values, ROWS);
}

/** Made-up bytes of a step's size and of as many examples as are asked for. */
export function byteData({ inputs }: BenchStep, count: number): Dataset {
  const values = new Uint8Array(count * inputs);
  for (let i = 0; i < values.length; i++) values[i] = Math.imul(i, 0x9e3779b1) >>> 24;
  return datasetOf(inputs, values, count);
}

function datasetOf(features: number, values: Split["values"], count: number): Dataset {
  const drawn = new Uint32Array(count);
  fillIntegers(createStream(0, "bench-labels"), 0, CLASSES, drawn);
  return madeUpDataset([features], CLASSES, { values, labels: Uint16Array.from(drawn), count });
}
