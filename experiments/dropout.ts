import type { Experiment } from "@samebit/experiment";

export default {
  title: "Dropout on few examples",
  question: "Does dropout help a wide network that has only 200 examples to learn from?",
  expectation:
    "It learns its examples more slowly and less perfectly, and classifies new ones a little better: " +
    "no unit can rely on one other unit being there",
  base: {
    dataset: { kind: "digits", preprocess: "subtract-mean", trainExamples: 200 },
    model: { kind: "fully-connected", hidden: [500], weightScale: 0.1 },
    optimizer: { kind: "adam", learningRate: 5e-4 },
    batchSize: 50,
    epochs: 25,
  },
  compare: {
    "model.keepRatio": { "no dropout": 1, "keep half": 0.5, "keep a quarter": 0.25 },
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "Keeping a quarter of the units leaves a higher training loss than keeping all",
      metric: "trainLoss",
      higher: "keep a quarter",
      than: "no dropout",
    },
    {
      says: "Keeping half of the units classifies the test digits better than keeping all",
      metric: "testAccuracy",
      higher: "keep half",
      than: "no dropout",
    },
  ],
} satisfies Experiment;
