/**
 * Small plans on real data for tests, and runs written down as text in which equal means equal bit
 * for bit. Not part of the package.
 */
import { DATASET_DEFAULTS, loadDataset } from "@samebit/datasets";
import { formatRow, LAYER_COLUMNS, recordsOf, STEP_COLUMNS, TASK_NAMES } from "@samebit/runlog";
import type { Dataset } from "@samebit/splits";
import { createReferenceKernels, type Floats } from "@samebit/tensors";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { DEFAULT_EVALUATION } from "./evaluation_plan.ts";
import { execute, type RunEvent, type RunOutcome, type WeightTensor } from "./execute.ts";
import type { ModelPlan, Plan } from "./plan.ts";

/** A plan of a fully connected network. */
type FullyConnectedPlan = Plan & {
  readonly model: Extract<ModelPlan, { readonly kind: "fully-connected" }>;
};

/** Three epochs of five steps on 50 digits. */
export const TINY: FullyConnectedPlan = {
  dataset: {
    kind: "digits",
    ...DATASET_DEFAULTS.digits,
    trainExamples: 50,
    validationExamples: 40,
    testExamples: 30,
  },
  task: "classification",
  augmentation: { kind: "none" },
  model: {
    kind: "fully-connected",
    hidden: [12],
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
  batchSize: 10,
  epochs: 3,
  sampling: "shuffled",
  stopping: { kind: "none" },
  evaluation: DEFAULT_EVALUATION,
  precision: "float32",
  seed: 1,
  kinds: {},
};

/** Everything that has a state or draws random numbers, at once. */
export const FULL: FullyConnectedPlan = {
  ...TINY,
  augmentation: {
    kind: "images",
    flip: true,
    shift: 1,
    edge: "zeros",
    erase: 0,
    mixup: 0,
    cutmix: 0,
  },
  model: {
    ...TINY.model,
    hidden: [12, 8],
    normalization: { kind: "batch", epsilon: 1e-5, momentum: 0.9 },
    keepRatio: 0.8,
    activation: { kind: "relu" },
  },
  loss: { kind: "softmax", labelSmoothing: 0.1, classWeights: "none" },
  l2: 1e-3,
  optimizer: { kind: "adam", learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  schedule: { kind: "cosine", warmupSteps: 3, finalFactor: 0.1 },
  clipping: { kind: "global-norm", limit: 1 },
  averaging: { kind: "exponential", decay: 0.9 },
  sampling: "with-replacement",
  evaluation: { ...DEFAULT_EVALUATION, trainExamples: 20, layers: { every: 2 }, predictions: true },
};

/** Twelve epochs of three steps on 60 rows of two features and the number that follows from them. */
export const NUMBERS: Plan = {
  ...TINY,
  dataset: {
    kind: "csv",
    ...DATASET_DEFAULTS.csv,
    file: "numbers.csv",
    targets: ["y"],
    validationExamples: 15,
    testExamples: 30,
  },
  task: "regression",
  loss: { kind: "mean-squared-error" },
  optimizer: { kind: "sgd", learningRate: 0.2 },
  batchSize: 20,
  epochs: 12,
  evaluation: { ...TINY.evaluation, predictions: true },
};

/** The same rows, with two labels and one that is rare. */
export const LABELS: Plan = {
  ...NUMBERS,
  dataset: { ...NUMBERS.dataset, targets: ["high", "odd", "rare"] } as Plan["dataset"],
  task: "multi-label",
  loss: { kind: "binary-cross-entropy", labelSmoothing: 0, positiveWeights: "none" },
};

/** The data of {@link LABELS}. */
export function loadLabels(): Promise<Dataset> {
  const rows = Array.from({ length: 105 }, (_, i) => {
    const [a, b] = [(37 * i) % 101, (53 * i) % 29];
    return `${a},${b},${Number(a > 50)},${Number(b > a / 4)},${Number(a > 90 && b > 9)}\n`;
  });
  const bytes = new TextEncoder().encode(`a,b,high,odd,rare\n${rows.join("")}`);
  return loadDataset(LABELS.dataset, { readFile: () => Promise.resolve(bytes) });
}

/** The data of {@link NUMBERS}. */
export function loadNumbers(): Promise<Dataset> {
  const rows = Array.from({ length: 105 }, (_, i) => {
    const [a, b] = [(37 * i) % 101, (53 * i) % 29];
    return `${a},${b},${(3 * a - 10 * b + i % 7) / 4}\n`;
  });
  const bytes = new TextEncoder().encode(`a,b,y\n${rows.join("")}`);
  return loadDataset(NUMBERS.dataset, { readFile: () => Promise.resolve(bytes) });
}

const CONVOLUTION = {
  kind: "convolution",
  filters: 3,
  kernel: 3,
  stride: 1,
  padding: "same",
  groups: 1,
  bias: false,
} as const;

const BATCH_NORM = { kind: "batch-norm", epsilon: 1e-5, momentum: 0.9, firstGamma: 1 } as const;

/** A network of images, written layer by layer, with blocks in blocks; as {@link FULL} otherwise. */
export const LAYERED: Plan = {
  ...FULL,
  model: {
    kind: "layers",
    layers: [
      CONVOLUTION,
      { kind: "max-pool", size: 2, stride: 2 },
      {
        kind: "repeat",
        times: 2,
        body: [
          {
            kind: "residual",
            shortcut: "identity",
            keepRatio: 0.7,
            body: [CONVOLUTION, BATCH_NORM, { kind: "relu" }, CONVOLUTION],
          },
          { kind: "relu" },
        ],
      },
      {
        kind: "residual",
        shortcut: "projection",
        keepRatio: 1,
        body: [{ ...CONVOLUTION, filters: 4, stride: 2, padding: 1, bias: true }],
      },
      { kind: "dropout", keepRatio: 0.8 },
      { kind: "global-average-pool" },
      { kind: "affine", outputs: 6, bias: true },
      BATCH_NORM,
      { kind: "leaky-relu", slope: 0.01 },
    ],
    initialization: { kind: "he" },
  },
};

/** The data of a plan on digits. */
export function loadDigitsOf(plan: Plan): Promise<Dataset> {
  return loadDataset(plan.dataset, {
    readFile: (path) => Promise.reject(new Error(`Digits read no file, but ${path} was wanted`)),
  });
}

/** Lets a run go to its end; the events exclude nothing. */
export function finish(run: ReturnType<typeof execute>): {
  events: RunEvent[];
  outcome: RunOutcome;
} {
  const events: RunEvent[] = [];
  let next = run.next();
  while (!next.done) {
    events.push(next.value);
    next = run.next();
  }
  return { events, outcome: next.value };
}

/** Trains a plan with the reference kernels. */
export function train(plan: Plan, dataset: Dataset): { events: RunEvent[]; outcome: RunOutcome } {
  return finish(execute(plan, dataset, createReferenceKernels("float32")));
}

/** An event as a line: rows as the logs hold them, which is exact. */
export function lineOf(event: RunEvent): string {
  switch (event.kind) {
    case "step":
      return `step ${formatRow(STEP_COLUMNS, event.row)}` + layerLinesOf(event);
    case "epoch":
      return `epoch ${formatRow(columnsOf(event.row), event.row)}`;
    case "checkpoint":
      return `checkpoint ${digestOf(Object.values(event.checkpoint.arrays))}`;
  }
}

/** The columns of an evaluation, by the figures that it has. */
function columnsOf(row: object) {
  return TASK_NAMES.map(recordsOf).find(({ choice }) => choice.name in row)!.epochs;
}

/** The rows of `layers.csv` that come with an event; none for most. */
export function layerLinesOf(event: RunEvent): string {
  const rows = event.kind === "step" ? event.layers ?? [] : [];
  return rows.map((row) => `layer ${formatRow(LAYER_COLUMNS, row)}`).join("");
}

/** An outcome as text, the weights as their digest. */
export function textOf(outcome: RunOutcome): string {
  const { ended, result, finalWeights, bestWeights, predictions } = outcome;
  const digests = [finalWeights, bestWeights].map((weights) => digestOfWeights(weights));
  return JSON.stringify({ ended, result, digests, predictions }, null, 1);
}

/** SHA-256 of arrays, one after the other, as little-endian bytes. */
export function digestOf(arrays: readonly Floats[]): string {
  const hash = sha256.create();
  for (const { buffer, byteOffset, byteLength } of arrays) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return bytesToHex(hash.digest());
}

/** SHA-256 of weights in their order. */
export function digestOfWeights(weights: readonly WeightTensor[]): string {
  return digestOf(weights.map(({ data }) => data));
}
