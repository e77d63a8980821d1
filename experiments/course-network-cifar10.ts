import type { Experiment } from "@samebit/experiment";

export default {
  title: "The course's network as it stands",
  question: "How well does the course's network of five hidden layers do on CIFAR-10, untuned?",
  expectation:
    "It classifies a little more than half of the images after ten epochs, and would learn on",
  base: {
    dataset: { kind: "cifar10", testExamples: "all" },
    model: {
      kind: "fully-connected",
      hidden: [100, 100, 100, 100, 100],
      normalization: "batch",
      weightScale: 0.05,
    },
    optimizer: { kind: "adam", learningRate: 1e-3 },
    batchSize: 100,
    epochs: 10,
    sampling: "with-replacement",
    evaluation: { predictions: true },
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "More than 51.5 % of all 10,000 test images are classified right",
      metric: "testAccuracy",
      higher: "base",
      than: 0.515,
      must: true,
    },
    {
      says: "At its best epoch more than half of the validation images are",
      metric: "bestValidationAccuracy",
      higher: "base",
      than: 0.5,
      must: true,
    },
    {
      says: "It has begun to learn by heart: the training accuracy is above 60 %",
      metric: "trainAccuracy",
      higher: "base",
      than: 0.6,
    },
  ],
} satisfies Experiment;
