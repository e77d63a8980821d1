import type { Experiment } from "@samebit/experiment";

export default {
  title: "Overfitting 50 digits with three layers",
  question: "Can a network of three layers learn 50 examples by heart within 20 epochs?",
  expectation:
    "Yes: weights that begin neither too small nor too large, and a learning rate that suits them, " +
    "bring the training accuracy to 100 % while the validation accuracy stays far below. A network " +
    "that cannot do this has a fault",
  base: {
    dataset: { kind: "digits", preprocess: "subtract-mean", trainExamples: 50 },
    model: { kind: "fully-connected", hidden: [100, 100], weightScale: 0.1 },
    optimizer: { kind: "sgd", learningRate: 3e-2 },
    batchSize: 25,
    epochs: 20,
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "All 50 training examples are classified right, with every seed",
      metric: "trainAccuracy",
      higher: "base",
      than: 0.999,
      must: true,
    },
    {
      says: "What is learned by heart does not carry over: below 95 % of the validation digits",
      metric: "bestValidationAccuracy",
      lower: "base",
      than: 0.95,
    },
  ],
} satisfies Experiment;
