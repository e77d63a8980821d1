import type { Experiment } from "@samebit/experiment";

export default {
  title: "Overfitting 50 photographs with five layers",
  question: "Can a network of five layers learn 50 images of CIFAR-10 by heart within 20 epochs?",
  expectation:
    "Yes, but the values are harder to find than for three layers: the weights must begin five times " +
    "as large. Half of that learns too slowly, twice that makes the loss explode",
  base: {
    dataset: { kind: "cifar10", trainExamples: 50 },
    model: { kind: "fully-connected", hidden: [100, 100, 100, 100], weightScale: 0.1 },
    optimizer: { kind: "sgd", learningRate: 1e-3 },
    batchSize: 25,
    epochs: 20,
    sampling: "with-replacement",
    evaluation: { test: false },
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "All 50 training images are classified right, with every seed",
      metric: "trainAccuracy",
      higher: "base",
      than: 0.999,
      must: true,
    },
    {
      says: "What is learned by heart does not carry over: below 25 % of the validation images",
      metric: "bestValidationAccuracy",
      lower: "base",
      than: 0.25,
    },
  ],
} satisfies Experiment;
