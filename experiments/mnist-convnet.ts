import type { Experiment } from "@samebit/experiment";

const convolution = (filters: number) =>
  [{ kind: "convolution", filters, kernel: 3, bias: false }, "batch-norm", "relu"] as const;

export default {
  title: "Handwritten digits: a convnet on MNIST",
  question: "How many of MNIST's digits does a small network of convolutions misread?",
  expectation:
    "Fewer than 5 of 1,000. Two hidden layers of 100 units misread about 25; what a digit is does not depend " +
    "on where it stands, and convolutions, with digits moved by up to two pixels, are told so",
  base: {
    dataset: { kind: "mnist" },
    augmentation: { kind: "images", shift: 2 },
    model: {
      kind: "layers",
      layers: [
        ...convolution(16),
        ...convolution(32),
        "max-pool",
        ...convolution(64),
        "max-pool",
        ...convolution(128),
        "global-average-pool",
      ],
    },
    optimizer: { kind: "adamw", learningRate: 1e-2, weightDecay: 0.02 },
    schedule: { kind: "one-cycle" },
    batchSize: 128,
    epochs: 10,
    evaluation: { predictions: true },
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "Of the validation digits more than 99 % are read right",
      metric: "bestValidationAccuracy",
      higher: "base",
      than: 0.99,
      must: true,
    },
    {
      says: "So are at least 99.5 %",
      metric: "bestValidationAccuracy",
      higher: "base",
      than: 0.995,
    },
    {
      says: "Of the test digits at least 99.5 % are read right",
      metric: "testAccuracy",
      higher: "base",
      than: 0.995,
    },
  ],
} satisfies Experiment;
