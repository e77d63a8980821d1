import type { Experiment } from "@samebit/experiment";

export default {
  title: "The scale of the first weights, on photographs",
  question:
    "Which is more sensitive to the scale of its first weights, a network of three layers or " +
    "of five?",
  expectation:
    "Five: each layer multiplies its input by the scale, so that signals and gradients vanish or " +
    "explode with the power of the depth. The band of scales that work is narrower",
  base: {
    dataset: { kind: "cifar10", trainExamples: 50 },
    model: { kind: "fully-connected", hidden: [100, 100] },
    optimizer: { kind: "sgd", learningRate: 1e-3 },
    batchSize: 25,
    epochs: 20,
    sampling: "with-replacement",
    evaluation: { test: false, layers: { every: 2 } },
  },
  compare: {
    "variant": {
      "three-layer": { model: { kind: "fully-connected", hidden: [100, 100] } },
      "five-layer": { model: { kind: "fully-connected", hidden: [100, 100, 100, 100] } },
    },
    "model.weightScale": [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1],
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "At 0.02 three layers learn nine of ten images by heart",
      metric: "trainAccuracy",
      higher: "three-layer, 0.02",
      than: 0.9,
    },
    {
      says: "At 0.02 five layers have learned nothing yet",
      metric: "trainAccuracy",
      lower: "five-layer, 0.02",
      than: 0.3,
    },
    {
      says: "At 0.1 five layers learn all images",
      metric: "trainAccuracy",
      higher: "five-layer, 0.1",
      than: 0.999,
      must: true,
    },
    {
      says: "At 0.1 three layers learn all images too",
      metric: "trainAccuracy",
      higher: "three-layer, 0.1",
      than: 0.999,
      must: true,
    },
    {
      says: "At 0.2, where five layers diverge, three still learn all images",
      metric: "trainAccuracy",
      higher: "three-layer, 0.2",
      than: 0.999,
    },
  ],
} satisfies Experiment;
