import type { Experiment } from "@samebit/experiment";

export default {
  title: "Momentum against plain SGD, on photographs",
  question: "Does momentum make SGD converge faster?",
  expectation:
    "Yes: steps in a lasting direction add up, those that point to and fro cancel out. After five " +
    "epochs the loss is lower and both accuracies are higher",
  base: {
    dataset: { kind: "cifar10", trainExamples: 4000, testExamples: "all" },
    model: { kind: "fully-connected", hidden: [100, 100, 100, 100, 100], weightScale: 0.05 },
    optimizer: { kind: "sgd", learningRate: 5e-3 },
    batchSize: 100,
    epochs: 5,
    sampling: "with-replacement",
  },
  compare: {
    optimizer: {
      sgd: { kind: "sgd", learningRate: 5e-3 },
      momentum: { kind: "momentum", learningRate: 5e-3 },
    },
  },
  seeds: [1, 2, 3, 4, 5],
  claims: [
    {
      says: "Momentum ends with a lower training loss than plain SGD",
      metric: "trainLoss",
      lower: "momentum",
      than: "sgd",
      must: true,
    },
    {
      says: "Momentum classifies the training images better",
      metric: "trainAccuracy",
      higher: "momentum",
      than: "sgd",
    },
    {
      says: "It carries over: momentum classifies the test images better",
      metric: "testAccuracy",
      higher: "momentum",
      than: "sgd",
    },
  ],
} satisfies Experiment;
