import type { Experiment } from "@samebit/experiment";

export default {
  title: "Handwritten digits: MNIST",
  question: "How well do two hidden layers of 100 units read the digits of MNIST?",
  expectation: "Nearly all: 98 of 100 after ten epochs of Adam, without any tuning",
  base: {
    dataset: { kind: "mnist" },
    model: { kind: "fully-connected", hidden: [100, 100] },
    optimizer: { kind: "adam", learningRate: 1e-3 },
    epochs: 10,
    evaluation: { predictions: true },
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "At the best epoch more than 97 % of the validation digits are read right",
      metric: "bestValidationAccuracy",
      higher: "base",
      than: 0.97,
      must: true,
    },
    {
      says: "More than 95 % of the test digits are",
      metric: "testAccuracy",
      higher: "base",
      than: 0.95,
    },
  ],
} satisfies Experiment;
