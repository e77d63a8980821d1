/** Batch, layer and group normalization after each convolution, over minibatches of 2 to 128 images. */
import type { Experiment, LayerSettings } from "@samebit/experiment";

const network = (...normalization: readonly LayerSettings[]) => ({
  kind: "layers",
  layers: [
    { kind: "convolution", filters: 8, kernel: 3 },
    ...normalization,
    "relu",
    { kind: "convolution", filters: 16, kernel: 3 },
    ...normalization,
    "relu",
    "max-pool",
    { kind: "convolution", filters: 16, kernel: 3 },
    ...normalization,
    "relu",
    "global-average-pool",
  ],
} as const);

export default {
  title: "Three normalizations of a convnet",
  question: "Which normalization helps a convolutional network at which size of minibatch?",
  expectation:
    "Each with the learning rate that suits it: from 32 images upwards batch normalization is the best. " +
    "With 2 it takes its statistics from two images and falls behind group normalization (Wu and He, " +
    "2018), which looks at one image at a time and so hardly minds the size; layer normalization is close to it",
  base: {
    dataset: { kind: "digits", trainExamples: 500 },
    model: network(),
    optimizer: { kind: "adam", learningRate: 3e-3 },
    batchSize: 32,
    epochs: 10,
  },
  compare: {
    model: {
      none: network(),
      batch: network("batch-norm"),
      layer: network({ kind: "group-norm", groups: 1 }),
      group: network({ kind: "group-norm", groups: 4 }),
    },
    batchSize: [2, 8, 32, 128],
  },
  tune: { "optimizer.learningRate": [1e-3, 3e-3, 1e-2, 3e-2] },
  search: { kind: "grid", seeds: 1 },
  seeds: [1, 2, 3],
  claims: [
    {
      says:
        "With minibatches of 2, group normalization reads more test digits right than batch normalization",
      metric: "testAccuracy",
      higher: "group, 2",
      than: "batch, 2",
    },
    {
      says: "With minibatches of 32, batch normalization reads more than group normalization",
      metric: "testAccuracy",
      higher: "batch, 32",
      than: "group, 32",
    },
    {
      says: "With minibatches of 32, batch normalization reads more than no normalization",
      metric: "testAccuracy",
      higher: "batch, 32",
      than: "none, 32",
    },
    {
      says:
        "With minibatches of 128, batch normalization ends with a lower loss than no normalization",
      metric: "trainLoss",
      lower: "batch, 128",
      than: "none, 128",
    },
  ],
} satisfies Experiment;
