import type { Experiment } from "@samebit/experiment";

export default {
  title: "Batch size and normalization",
  question: "How small may a minibatch be for batch normalization, and for layer normalization?",
  expectation:
    "Batch normalization takes means and deviations from the minibatch: of 5 digits they are so noisy " +
    "that it helps less than with 50, or does harm. Layer normalization looks at one digit at a " +
    "time, so the size matters little to it",
  base: {
    dataset: { kind: "digits", preprocess: "subtract-mean", trainExamples: 500 },
    model: { kind: "fully-connected", hidden: [100, 100, 100, 100, 100], weightScale: 0.02 },
    optimizer: { kind: "adam", learningRate: 1e-3 },
    epochs: 5,
  },
  compare: {
    "model.normalization": { none: "none", batch: "batch", layer: "layer" },
    "batchSize": [5, 10, 50],
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says:
        "Batch normalization learns less of the training digits from minibatches of 5 than of 50",
      metric: "trainAccuracy",
      lower: "batch, 5",
      than: "batch, 50",
      must: true,
    },
    {
      says: "From minibatches of 5 it learns less than no normalization",
      metric: "trainAccuracy",
      lower: "batch, 5",
      than: "none, 5",
    },
    {
      says: "From minibatches of 50 it learns more than no normalization",
      metric: "trainAccuracy",
      higher: "batch, 50",
      than: "none, 50",
    },
    {
      says: "Batch normalization reads the test digits better with minibatches of 50 than of 5",
      metric: "testAccuracy",
      higher: "batch, 50",
      than: "batch, 5",
    },
    {
      says: "Layer normalization reads the test digits better with minibatches of 50 than of 5",
      metric: "testAccuracy",
      higher: "layer, 50",
      than: "layer, 5",
    },
  ],
} satisfies Experiment;
