import type { Experiment } from "@samebit/experiment";

export default {
  title: "Searching for a good model",
  question: "Does a search in ranges find a network as good as a grid does, at less cost?",
  expectation:
    "Yes: most of 27 random trials show within an epoch that they are no good, and halving spends " +
    "the other epochs on the rest. It costs 63 epochs; the grid of good-model costs 240",
  base: {
    dataset: { kind: "digits" },
    model: { kind: "fully-connected", hidden: [100, 100, 100, 100, 100] },
    optimizer: { kind: "adam", learningRate: 1e-3 },
    epochs: 9,
  },
  tune: {
    "optimizer.learningRate": { range: "log", from: 1e-5, to: 1e-1 },
    "batchSize": { range: "integer", from: 20, to: 200 },
    "model.keepRatio": { range: "linear", from: 0.5, to: 1 },
    "model.normalization": ["none", "batch"],
    "l2": { range: "log", from: 1e-6, to: 1e-2 },
  },
  search: { kind: "halving", trials: 27, eta: 3 },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "The chosen network reads more than 97 % of the validation digits",
      metric: "bestValidationAccuracy",
      higher: "base",
      than: 0.97,
    },
    {
      says: "The chosen network reads more than 95 % of the test digits",
      metric: "testAccuracy",
      higher: "base",
      than: 0.95,
      must: true,
    },
  ],
} satisfies Experiment;
