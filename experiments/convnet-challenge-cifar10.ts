/**
 * The open challenge at the end of the course's notebook on convolutional networks: at least 70 % of
 * the validation images within 10 epochs.
 */
import type { Experiment } from "@samebit/experiment";

const convolution = (filters: number) =>
  [{ kind: "convolution", filters, kernel: 3, bias: false }, "batch-norm", "relu"] as const;

export default {
  title: "The course's challenge: a convnet in ten epochs",
  question: "How well does a network of six convolutions read CIFAR-10 after ten epochs?",
  expectation:
    "The course asks for 70 % of the validation images. Batch normalization, mirrored and moved images and " +
    "a learning rate of one cycle should bring more than 85 %, with fewer than 300,000 parameters",
  base: {
    dataset: { kind: "cifar10" },
    augmentation: { kind: "images", shift: 2, edge: "reflect", flip: "alternate" },
    model: {
      kind: "layers",
      layers: [
        ...convolution(32),
        ...convolution(32),
        "max-pool",
        ...convolution(64),
        ...convolution(64),
        "max-pool",
        ...convolution(128),
        ...convolution(128),
        "max-pool",
        "global-average-pool",
      ],
    },
    optimizer: { kind: "adamw", learningRate: 1e-2, weightDecay: 0.02 },
    schedule: { kind: "one-cycle" },
    batchSize: 128,
    epochs: 10,
    evaluation: { predictions: true, states: true },
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "More than 70 % of the validation images are read right, as the course asks",
      metric: "bestValidationAccuracy",
      higher: "base",
      than: 0.7,
      must: true,
    },
    {
      says: "So are more than 85 % of the test images",
      metric: "testAccuracy",
      higher: "base",
      than: 0.85,
    },
  ],
} satisfies Experiment;
