/**
 * The training steps that are timed, as plans, and made-up data of their sizes: rows in memory from
 * which each minibatch is drawn with replacement.
 *
 * @module
 */
import { planOf } from "@samebit/experiment";
import { createStream, fillIntegers, fillNormal } from "@samebit/random";
import type { Plan } from "@samebit/solver";
import type { Dataset, Split } from "@samebit/splits";
import { sizeOf } from "@samebit/tensors";
import { madeUpDataset } from "../../packages/datasets/made_up_data.ts";
import { CONV_STEPS } from "./conv_steps.ts";

/** A timed step. */
export interface BenchStep {
  /** What it is, for the table. */
  readonly about: string;
  /** The shape of an example. */
  readonly shape: readonly number[];
  /** Examples held in memory. */
  readonly examples: number;
  /** The network and its update. */
  readonly plan: Plan;
  /** Steps before the first that counts. */
  readonly warmUp: number;
  /** Steps that are timed together. */
  readonly stepsARound: number;
}

const CLASSES = 10;

function planStep(
  hidden: number[],
  batchSize: number,
  keepRatio: number,
  rule: "adam" | "adamw",
): Plan {
  return planOf({
    dataset: { kind: "digits", preprocess: "none" },
    model: { kind: "fully-connected", hidden, normalization: "batch", keepRatio },
    optimizer: { kind: rule, learningRate: 1e-3 },
    batchSize,
    epochs: 1,
    sampling: "with-replacement",
    evaluation: { trainExamples: 1, test: false },
    seed: 0,
  });
}

const FIVE = [100, 100, 100, 100, 100];

function rowsStep(about: string, inputs: number, plan: Plan): BenchStep {
  return { about, shape: [inputs], examples: 5000, plan, warmUp: 20, stepsARound: 30 };
}

/** As many examples, and for long steps as few repetitions, as the peers take. */
const IMAGES = { shape: [3, 32, 32], examples: 1024, warmUp: 2, stepsARound: 1 };

/** The steps by name. */
export const BENCH_STEPS: Readonly<Record<string, BenchStep>> = {
  a: rowsStep("3072-100x5-10, batch norm, Adam, batch 100", 3072, planStep(FIVE, 100, 1, "adam")),
  b: rowsStep("(a) with dropout 0.5", 3072, planStep(FIVE, 100, 0.5, "adam")),
  c: rowsStep(
    "3072-512-256-128-10, batch norm, AdamW, batch 128",
    3072,
    planStep([512, 256, 128], 128, 1, "adamw"),
  ),
  d: rowsStep("64-100x5-10, batch norm, Adam, batch 100", 64, planStep(FIVE, 100, 1, "adam")),
  ...Object.fromEntries(
    Object.entries(CONV_STEPS).map(([name, step]) => [name, { ...IMAGES, ...step }]),
  ),
};

/** Made-up floats of a step's size, normally distributed. */
export function floatData({ shape, examples }: BenchStep): Dataset {
  const values = new Float32Array(examples * sizeOf(shape));
  fillNormal(createStream(0, "bench"), 0, values);
  return datasetOf(shape, values, examples);
}

/** Made-up bytes of a step's size and of as many examples as are asked for. */
export function byteData({ shape }: BenchStep, count: number): Dataset {
  const values = new Uint8Array(count * sizeOf(shape));
  for (let i = 0; i < values.length; i++) values[i] = Math.imul(i, 0x9e3779b1) >>> 24;
  return datasetOf(shape, values, count);
}

function datasetOf(shape: readonly number[], values: Split["values"], count: number): Dataset {
  const drawn = new Uint32Array(count);
  fillIntegers(createStream(0, "bench-labels"), 0, CLASSES, drawn);
  return madeUpDataset(shape, CLASSES, { values, labels: Uint16Array.from(drawn), count });
}
