import type { Experiment } from "@samebit/experiment";

export default {
  title: "Overfitting 50 photographs with three layers",
  question: "Can a network of three layers learn 50 images of CIFAR-10 by heart within 20 epochs?",
  expectation:
    "Yes: 40 steps of plain SGD suffice where the weights begin neither too small nor too large. The " +
    "validation accuracy stays near chance, 10 %. A network that cannot do this has a fault",
  base: {
    dataset: { kind: "cifar10", trainExamples: 50 },
    model: { kind: "fully-connected", hidden: [100, 100], weightScale: 0.02 },
    optimizer: { kind: "sgd", learningRate: 3e-3 },
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
