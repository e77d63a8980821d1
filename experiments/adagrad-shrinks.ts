import type { Experiment } from "@samebit/experiment";

export default {
  title: "AdaGrad's shrinking steps",
  question: "Why do AdaGrad's steps become very small, and do Adam's too?",
  expectation:
    "AdaGrad divides by the root of the sum of all squared gradients it has seen. The sum only " +
    "grows, so its effective learning rate only falls. RMSProp and Adam divide by a mean that " +
    "forgets: as the gradients get smaller, theirs rises again",
  base: {
    dataset: { kind: "digits", preprocess: "subtract-mean" },
    // Dropout keeps gradients from vanishing once all examples are learned.
    model: { kind: "fully-connected", hidden: [100, 100], weightScale: 0.1, keepRatio: 0.5 },
    optimizer: { kind: "adagrad", learningRate: 1e-2 },
    batchSize: 20,
    epochs: 15,
    evaluation: { layers: { every: 20 } },
  },
  compare: {
    optimizer: {
      adagrad: { kind: "adagrad", learningRate: 1e-2 },
      rmsprop: { kind: "rmsprop", learningRate: 1e-3 },
      adam: { kind: "adam", learningRate: 1e-3 },
    },
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "AdaGrad loses more than three quarters of its effective learning rate",
      metric: "effectiveLearningRateLeft",
      lower: "adagrad",
      than: 0.25,
    },
    {
      says: "RMSProp keeps more of it than AdaGrad",
      metric: "effectiveLearningRateLeft",
      higher: "rmsprop",
      than: "adagrad",
    },
    {
      says: "Adam keeps more of it than AdaGrad",
      metric: "effectiveLearningRateLeft",
      higher: "adam",
      than: "adagrad",
    },
    {
      says: "AdaGrad ends with a higher training loss than Adam",
      metric: "trainLoss",
      higher: "adagrad",
      than: "adam",
    },
  ],
} satisfies Experiment;
