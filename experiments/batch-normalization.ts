import type { Experiment } from "@samebit/experiment";

export default {
  title: "Normalization in a deep network",
  question: "Does normalizing between layers make a deep network with small weights learn faster?",
  expectation:
    "Yes: batch normalization undoes the shrinking of signals from layer to layer, so that learning " +
    "starts at once. Layer normalization does nearly the same",
  base: {
    dataset: { kind: "digits", preprocess: "subtract-mean", trainExamples: 500 },
    model: { kind: "fully-connected", hidden: [100, 100, 100, 100, 100], weightScale: 0.02 },
    optimizer: { kind: "adam", learningRate: 1e-3 },
    batchSize: 50,
    epochs: 10,
    evaluation: { layers: { every: 5 } },
  },
  compare: {
    "model.normalization": { none: "none", batch: "batch", layer: "layer" },
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "Batch normalization ends with a lower training loss than none",
      metric: "trainLoss",
      lower: "batch",
      than: "none",
    },
    {
      says: "Batch normalization classifies the validation digits better than none",
      metric: "bestValidationAccuracy",
      higher: "batch",
      than: "none",
    },
    {
      says: "Layer normalization classifies the validation digits better than none",
      metric: "bestValidationAccuracy",
      higher: "layer",
      than: "none",
    },
  ],
} satisfies Experiment;
