import type { Experiment } from "@samebit/experiment";

const convolution = (filters: number) =>
  [{ kind: "convolution", filters, kernel: 3, bias: false }, "batch-norm", "relu"] as const;

export default {
  title: "Handwritten digits: MNIST by convolution",
  question: "How well does a small convolutional network read the digits of MNIST?",
  expectation:
    "More than 99.5 % of the test digits after 10 epochs: two pairs of convolutions of 3 by 3 with batch " +
    "normalization, images moved by up to 2 pixels, and a learning rate that falls along a cosine",
  base: {
    dataset: { kind: "mnist" },
    augmentation: { kind: "images", shift: 2 },
    model: {
      kind: "layers",
      layers: [
        ...convolution(16),
        ...convolution(16),
        "max-pool",
        ...convolution(32),
        ...convolution(32),
        "max-pool",
        "flatten",
        { kind: "affine", outputs: 128 },
        "relu",
        { kind: "dropout", keepRatio: 0.5 },
      ],
    },
    optimizer: { kind: "adamw", learningRate: 3e-3 },
    schedule: { kind: "cosine", finalFactor: 0, warmupSteps: 200 },
    batchSize: 128,
    epochs: 10,
    evaluation: { predictions: true },
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "More than 99.5 % of the test digits are read right",
      metric: "testAccuracy",
      higher: "base",
      than: 0.995,
    },
  ],
} satisfies Experiment;
