import type { Experiment } from "@samebit/experiment";

export default {
  title: "Momentum against plain SGD",
  question: "Does momentum make SGD converge faster?",
  expectation:
    "Yes: steps in a lasting direction add up, those that point to and fro cancel out. Nesterov's " +
    "look ahead changes little",
  base: {
    dataset: { kind: "digits", preprocess: "subtract-mean" },
    model: { kind: "fully-connected", hidden: [100, 100, 100, 100, 100], weightScale: 0.1 },
    optimizer: { kind: "sgd", learningRate: 5e-3 },
    batchSize: 100,
    epochs: 5,
  },
  compare: {
    optimizer: {
      sgd: { kind: "sgd", learningRate: 5e-3 },
      momentum: { kind: "momentum", learningRate: 5e-3 },
      nesterov: { kind: "nesterov", learningRate: 5e-3 },
    },
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "Momentum ends with a lower training loss than plain SGD",
      metric: "trainLoss",
      lower: "momentum",
      than: "sgd",
      must: true,
    },
    {
      says: "It carries over: momentum classifies the test digits better",
      metric: "testAccuracy",
      higher: "momentum",
      than: "sgd",
    },
    {
      says: "Nesterov's look ahead ends with a lower training loss than momentum",
      metric: "trainLoss",
      lower: "nesterov",
      than: "momentum",
    },
  ],
} satisfies Experiment;
