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
  report: [
    {
      kind: "text",
      heading: "The band of scales that work",
      text:
        "Three layers learn the training digits at two of the five scales, five layers at one. At " +
        "0.03 three layers still come to a training accuracy of " +
        "{{mean trainAccuracy of three-layer, 0.03}}; five stay at " +
        "{{mean trainAccuracy of five-layer, 0.03}}, no better than at 0.01. At 0.3, where three " +
        "layers reach the lowest training loss of all, five diverge.",
    },
    {
      kind: "chart",
      name: "axis-trainAccuracy",
      caption: "Five layers have one scale between too small and too large, three have two.",
    },
    { kind: "chart", name: "train-loss" },
    {
      kind: "text",
      heading: "Why: every layer multiplies",
      text:
        "The scale of the weights stands in each layer, so what comes out of the last hidden layer " +
        "falls or grows with a power of it. At 0.03 the last of three layers keeps " +
        "{{mean activationSpreadKept of three-layer, 0.03}} of the spread that the first puts out, " +
        "the last of five {{mean activationSpreadKept of five-layer, 0.03}}. At 0.3 the spread of three " +
        "layers grows, to {{mean activationSpreadKept of three-layer, 0.3}} times the first: enough to " +
        "learn by.",
    },
    {
      kind: "chart",
      name: "axis-activationSpreadKept",
      caption: "The slope is steeper for five layers than for three.",
    },
    {
      kind: "chart",
      name: "layers-gradientNorm",
      caption: "Where signals fade on their way forward, gradients fade on their way back.",
    },
    { kind: "section", name: "summary" },
    { kind: "section", name: "try" },
    { kind: "section", name: "charts" },
    { kind: "section", name: "inside" },
  ],
} satisfies Experiment;
