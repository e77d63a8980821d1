/**
 * Small plans whose predictions tell the probability of each class, and whose columns are permuted, for
 * the second implementation to make again.
 */
import type { Experiment } from "@samebit/experiment";

export default {
  title: "Probabilities of classes, in small",
  question: "Does the second implementation give the same probabilities?",
  expectation: "Yes",
  base: {
    dataset: {
      kind: "csv",
      file: "table.csv",
      label: "kind",
      validationExamples: 10,
      testExamples: 10,
    },
    model: { kind: "fully-connected", hidden: [6] },
    optimizer: { kind: "adam", learningRate: 3e-2 },
    batchSize: 8,
    epochs: 4,
    evaluation: { predictions: true, probabilities: true, importance: { repeats: 2 } },
  },
  compare: { variant: { "float32": {}, "float64": { precision: "float64" } } },
  seeds: [1, 2],
} satisfies Experiment;
