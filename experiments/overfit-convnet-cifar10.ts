/**
 * The sanity checks of the course's ConvolutionalNetworks notebook: the loss of a fresh three-layer
 * convnet without and with a penalty, and 100 photographs learned by heart.
 */
import type { Experiment } from "@samebit/experiment";

const convnet = {
  kind: "layers",
  layers: [
    { kind: "convolution", filters: 32, kernel: 7 },
    "relu",
    "max-pool",
    "flatten",
    { kind: "affine", outputs: 100 },
    "relu",
  ],
} as const;

export default {
  title: "Overfitting 100 photographs with a convnet",
  question:
    "Does a fresh three-layer convnet begin at the loss that it should, and can it learn 100 images by heart?",
  expectation:
    "The first loss is log 10 = 2.3026, and with a penalty of 0.5 about 0.206 more, as the notebook prints " +
    "(2.5086): half of 0.5 times 824,904 squares of 1e-3. Within 15 epochs of 2 steps at least 80 % of the " +
    "100 images are learned, and far fewer of those that were never seen",
  base: {
    dataset: { kind: "cifar10", trainExamples: 100 },
    model: { ...convnet, weightScale: 1e-2 },
    optimizer: { kind: "adam", learningRate: 1e-3 },
    batchSize: 50,
    epochs: 15,
    evaluation: { test: false },
  },
  compare: {
    variant: {
      "by heart": {},
      "no penalty": { model: { ...convnet, weightScale: 1e-3 }, epochs: 1 },
      "penalty 0.5": { model: { ...convnet, weightScale: 1e-3 }, epochs: 1, l2: 0.5 },
    },
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "More than 80 % of the 100 training images are learned by heart",
      metric: "trainAccuracy",
      higher: "by heart",
      than: 0.8,
      must: true,
    },
    {
      says: "What is learned by heart does not carry over: below 35 % of the validation images",
      metric: "bestValidationAccuracy",
      lower: "by heart",
      than: 0.35,
    },
    {
      says: "Without a penalty the first loss is log 10, as the notebook's 2.302584, to 1e-3",
      metric: "firstLoss",
      near: "no penalty",
      than: 2.302584,
      within: 1e-3,
      must: true,
    },
    {
      says: "With a penalty of 0.5 it is the notebook's 2.5086, to 1e-3",
      metric: "firstLoss",
      near: "penalty 0.5",
      than: 2.5086,
      within: 1e-3,
      must: true,
    },
  ],
} satisfies Experiment;
