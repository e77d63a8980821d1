import type { Experiment } from "@samebit/experiment";

export default {
  title: "Normalization in a deep network, on photographs",
  question:
    "Does normalizing between layers make a network of six layers learn 1,000 images faster?",
  expectation:
    "Yes, the training accuracy rises faster from the first epoch on. On 1,000 images the validation " +
    "accuracy stops near a third either way",
  base: {
    dataset: { kind: "cifar10", trainExamples: 1000, testExamples: "all" },
    model: { kind: "fully-connected", hidden: [100, 100, 100, 100, 100], weightScale: 0.02 },
    optimizer: { kind: "adam", learningRate: 1e-3 },
    batchSize: 50,
    epochs: 10,
    sampling: "with-replacement",
    evaluation: { layers: { every: 10 } },
  },
  compare: {
    "model.normalization": { none: "none", batch: "batch", layer: "layer" },
  },
  seeds: [1, 2, 3, 4, 5],
  claims: [
    {
      says: "Batch normalization learns more of the training images than none",
      metric: "trainAccuracy",
      higher: "batch",
      than: "none",
      must: true,
    },
    {
      says: "Batch normalization learns more than three quarters of the training images",
      metric: "trainAccuracy",
      higher: "batch",
      than: 0.75,
    },
    {
      says: "Layer normalization learns more of the training images than none",
      metric: "trainAccuracy",
      higher: "layer",
      than: "none",
    },
    {
      says: "Batch normalization learns more of them than layer normalization",
      metric: "trainAccuracy",
      higher: "batch",
      than: "layer",
    },
    {
      says: "Batch normalization classifies the test images better than none",
      metric: "testAccuracy",
      higher: "batch",
      than: "none",
    },
  ],
} satisfies Experiment;
