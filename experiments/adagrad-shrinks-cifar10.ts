import type { Experiment } from "@samebit/experiment";

export default {
  title: "Why AdaGrad's steps shrink",
  question:
    "AdaGrad slows down although the gradients stay: why, and does Adam have the same issue?",
  expectation:
    "AdaGrad divides by the root of a sum of squares that only ever grows, so its effective learning " +
    "rate falls layer by layer as one over the root of time, and its updates become small beside the " +
    "weights. RMSProp and Adam divide by a mean that forgets: their effective learning rate moves " +
    "with the gradients and does not wither. AdaGrad ends with a higher loss",
  base: {
    dataset: { kind: "cifar10", trainExamples: 4000, testExamples: "all" },
    model: { kind: "fully-connected", hidden: [100, 100, 100, 100, 100], weightScale: 0.05 },
    optimizer: { kind: "adam", learningRate: 1e-3 },
    batchSize: 100,
    epochs: 25,
    sampling: "with-replacement",
    evaluation: { layers: { every: 10 } },
  },
  compare: {
    optimizer: {
      // All begin with the same step, 1e-3 in every weight: RMSProp divides by √0.01 of the gradient.
      adagrad: { kind: "adagrad", learningRate: 1e-3 },
      rmsprop: { kind: "rmsprop", learningRate: 1e-4 },
      adam: { kind: "adam", learningRate: 1e-3 },
    },
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "AdaGrad keeps less of its effective learning rate than Adam",
      metric: "effectiveLearningRateLeft",
      lower: "adagrad",
      than: "adam",
    },
    {
      says: "AdaGrad keeps less of its effective learning rate than RMSProp",
      metric: "effectiveLearningRateLeft",
      lower: "adagrad",
      than: "rmsprop",
    },
    {
      says: "AdaGrad ends with a higher training loss than Adam",
      metric: "trainLoss",
      higher: "adagrad",
      than: "adam",
    },
    {
      says: "AdaGrad ends with a higher training loss than RMSProp",
      metric: "trainLoss",
      higher: "adagrad",
      than: "rmsprop",
    },
  ],
} satisfies Experiment;
