/**
 * Small plans of several labels at once that together use every option that they have, for the second
 * implementation to make again.
 */
import type { Experiment } from "@samebit/experiment";

const dataset = {
  kind: "csv",
  file: "labels.csv",
  targets: ["high", "odd", "rare"],
  categorical: ["w"],
  validationExamples: 12,
  testExamples: 15,
} as const;
const model = { kind: "fully-connected", hidden: [8] } as const;

export default {
  title: "Several labels at once, in small",
  question: "Does the second implementation give the same bytes for several labels at once?",
  expectation: "Yes",
  base: {
    task: "multi-label",
    dataset,
    model,
    optimizer: { kind: "adam", learningRate: 3e-2 },
    batchSize: 8,
    epochs: 6,
    evaluation: {
      layers: { every: 3 },
      predictions: true,
      states: true,
      importance: { repeats: 3 },
    },
  },
  compare: {
    variant: {
      "plain": {},
      "label smoothing + l2": {
        loss: { kind: "binary-cross-entropy", labelSmoothing: 0.1 },
        l2: 0.01,
      },
      "labels weighted": {
        loss: { kind: "binary-cross-entropy", labelSmoothing: 0.1, positiveWeights: [1, 0.5, 3.7] },
      },
      "plateau of macro F1": {
        stopping: { kind: "plateau", metric: "validationMacroF1", patience: 1 },
      },
      "stops by the loss": {
        stopping: { kind: "plateau", metric: "validationLoss", patience: 1 },
        optimizer: { kind: "sgd", learningRate: 1 },
      },
      "float64 + batch norm": {
        precision: "float64",
        model: { ...model, normalization: "batch" },
      },
      "diverges": { optimizer: { kind: "sgd", learningRate: 1e30 } },
    },
  },
  seeds: [1, 4294967297],
} satisfies Experiment;
