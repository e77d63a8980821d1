import type { Experiment } from "@samebit/experiment";

export default {
  title: "Dropout on 500 photographs",
  question: "Does dropout help a wide network that has only 500 images to learn from?",
  expectation:
    "It learns its images less perfectly, since no unit can rely on one other unit being there, and " +
    "classifies new ones as well or a little better",
  base: {
    dataset: { kind: "cifar10", trainExamples: 500, testExamples: "all" },
    model: { kind: "fully-connected", hidden: [500], weightScale: 0.01 },
    optimizer: { kind: "adam", learningRate: 5e-4 },
    batchSize: 100,
    epochs: 25,
    sampling: "with-replacement",
  },
  compare: {
    "model.keepRatio": { "no dropout": 1, "keep a quarter": 0.25 },
  },
  seeds: [1, 2, 3, 4, 5],
  claims: [
    {
      says: "Keeping a quarter of the units ends with a lower training accuracy than keeping all",
      metric: "trainAccuracy",
      lower: "keep a quarter",
      than: "no dropout",
      must: true,
    },
    {
      says: "Without dropout nearly all 500 images are learned by heart",
      metric: "trainAccuracy",
      higher: "no dropout",
      than: 0.98,
    },
    {
      says: "Keeping a quarter of the units classifies the test images better than keeping all",
      metric: "testAccuracy",
      higher: "keep a quarter",
      than: "no dropout",
    },
  ],
} satisfies Experiment;
