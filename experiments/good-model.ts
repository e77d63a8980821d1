import type { Experiment } from "@samebit/experiment";

export default {
  title: "Training a good model",
  question: "How well can a network of five hidden layers of 100 units read digits?",
  expectation:
    "Nearly all of them. Batch normalization and the larger learning rate help within ten epochs; " +
    "dropout does not, since so short a training does not learn by heart",
  base: {
    dataset: { kind: "digits" },
    model: { kind: "fully-connected", hidden: [100, 100, 100, 100, 100], weightScale: 0.1 },
    optimizer: { kind: "adam", learningRate: 1e-3 },
    epochs: 10,
    evaluation: { predictions: true },
  },
  tune: {
    "optimizer.learningRate": [1e-2, 1e-3],
    "model.keepRatio": [1, 0.5],
    "model.normalization": ["none", "batch"],
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "The chosen network reads more than 97 % of the validation digits",
      metric: "bestValidationAccuracy",
      higher: "base",
      than: 0.97,
    },
    {
      says: "The chosen network reads more than 95 % of the test digits",
      metric: "testAccuracy",
      higher: "base",
      than: 0.95,
      must: true,
    },
  ],
} satisfies Experiment;
