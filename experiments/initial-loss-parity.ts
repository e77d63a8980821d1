/**
 * The sanity check of the course's FullyConnectedNets notebook: the loss of fresh networks on
 * NumPy's own random numbers, against the two figures that it prints. The notebook seeds NumPy with
 * 231, draws two examples of 15 numbers and their labels, then the weights of a network without
 * penalty and those of one with it, all from the one stream.
 */
import type { Experiment } from "@samebit/experiment";

const stream = {
  kind: "numpy-legacy",
  seed: 231,
  weightScale: 5e-2,
  normalsBefore: 2 * 15,
  integersBefore: 2,
  integerBound: 10,
} as const;

export default {
  title: "Initial loss against the course",
  question: "Does a fresh network begin with the very losses that the course prints?",
  expectation: "Yes, to the last digits of float64, without and with the penalty",
  base: {
    dataset: { kind: "numpy-legacy", seed: 231, examples: 2, features: 15, classes: 10 },
    model: { kind: "fully-connected", hidden: [20, 30] },
    optimizer: { kind: "sgd", learningRate: 1e-2 },
    batchSize: 2,
    epochs: 1,
    precision: "float64",
  },
  compare: {
    variant: {
      "without penalty": {
        model: {
          kind: "fully-connected",
          hidden: [20, 30],
          initialization: { ...stream, networksBefore: 0 },
        },
      },
      "with penalty": {
        l2: 3.14,
        model: {
          kind: "fully-connected",
          hidden: [20, 30],
          initialization: { ...stream, networksBefore: 1 },
        },
      },
    },
  },
  seeds: [231],
  claims: [
    {
      says: "Without penalty the loss is the course's 2.3004790897684924, to 1e-12",
      metric: "firstLoss",
      near: "without penalty",
      than: 2.3004790897684924,
      within: 1e-12,
      must: true,
    },
    {
      says: "With a penalty of 3.14 it is the course's 7.052114776533016, to 1e-12",
      metric: "firstLoss",
      near: "with penalty",
      than: 7.052114776533016,
      within: 1e-12,
      must: true,
    },
  ],
} satisfies Experiment;
