import type { Experiment } from "@samebit/experiment";

export default {
  title: "The scale of the first weights",
  question: "Which depends more on the scale of its first weights, three layers or five?",
  expectation:
    "Five: each layer multiplies its input by the scale, so that signals and gradients vanish or " +
    "explode with the power of the depth. The band of scales that work is narrower",
  base: {
    dataset: {
      kind: "digits",
      preprocess: "subtract-mean",
      trainExamples: 50,
      validationExamples: 100,
    },
    model: { kind: "fully-connected", hidden: [100, 100] },
    optimizer: { kind: "sgd", learningRate: 3e-2 },
    batchSize: 25,
    epochs: 20,
    evaluation: { layers: { every: 2 } },
  },
  compare: {
    "variant": {
      "three-layer": { model: { kind: "fully-connected", hidden: [100, 100] } },
      "five-layer": { model: { kind: "fully-connected", hidden: [100, 100, 100, 100] } },
    },
    "model.weightScale": [0.01, 0.03, 0.1, 0.3, 1],
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "With small weights (0.03) three layers learn more than five",
      metric: "trainAccuracy",
      higher: "three-layer, 0.03",
      than: "five-layer, 0.03",
    },
    {
      says: "With small weights (0.03) the signals of five layers fade more than those of three",
      metric: "activationSpreadKept",
      lower: "five-layer, 0.03",
      than: "three-layer, 0.03",
    },
    {
      says: "With large weights (0.3), where five layers diverge, three learn all examples",
      metric: "trainAccuracy",
      higher: "three-layer, 0.3",
      than: 0.999,
    },
    {
      says: "At the right scale (0.1) five layers learn all examples too",
      metric: "trainAccuracy",
      higher: "five-layer, 0.1",
      than: 0.999,
    },
  ],
} satisfies Experiment;
