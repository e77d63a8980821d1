import type { Experiment } from "@samebit/experiment";

export default {
  title: "Training a good model",
  question: "How well can a network of five hidden layers of 100 units classify CIFAR-10?",
  expectation:
    "More than half of the images: batch normalization and the larger learning rate help; dropout " +
    "does not, since ten epochs are too few for so small a network to learn by heart",
  base: {
    dataset: { kind: "cifar10", testExamples: "all" },
    model: { kind: "fully-connected", hidden: [100, 100, 100, 100, 100], weightScale: 0.05 },
    optimizer: { kind: "adam", learningRate: 1e-3 },
    epochs: 10,
    sampling: "with-replacement",
    evaluation: { predictions: true },
  },
  tune: {
    "optimizer.learningRate": [1e-3, 1e-4],
    "batchSize": [50, 100],
    "model.keepRatio": [1, 0.5],
    "model.normalization": ["none", "batch"],
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "The chosen network classifies more than half of the validation images",
      metric: "bestValidationAccuracy",
      higher: "base",
      than: 0.5,
      must: true,
    },
    {
      says: "The chosen network classifies more than half of the test images",
      metric: "testAccuracy",
      higher: "base",
      than: 0.5,
      must: true,
    },
    {
      says: "The chosen network classifies more than 51.5 % of the test images",
      metric: "testAccuracy",
      higher: "base",
      than: 0.515,
    },
  ],
} satisfies Experiment;
