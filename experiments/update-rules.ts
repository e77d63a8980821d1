import type { Experiment } from "@samebit/experiment";

export default {
  title: "Update rules compared",
  question: "Which update rule trains a network of five hidden layers fastest?",
  expectation:
    "Adam and RMSProp first, then momentum; plain SGD last. AdaGrad starts fast and slows down, " +
    "since its steps only ever shrink",
  answer: "RMSProp and Adam, which end at a training loss of {{mean trainLoss of rmsprop}} and " +
    "{{mean trainLoss of adam}}; momentum comes to {{mean trainLoss of momentum}}, SGD to " +
    "{{mean trainLoss of sgd}}. AdaGrad does not slow down within ten epochs: it ends at " +
    "{{mean trainLoss of adagrad}}, and classifies {{testAccuracy of adagrad}} of the test " +
    "digits, against {{testAccuracy of adam}} with Adam",
  base: {
    dataset: { kind: "digits", preprocess: "subtract-mean" },
    model: { kind: "fully-connected", hidden: [100, 100, 100, 100, 100], weightScale: 0.1 },
    optimizer: { kind: "sgd", learningRate: 1e-2 },
    batchSize: 100,
    epochs: 10,
    evaluation: { layers: { every: 5 }, predictions: true },
  },
  compare: {
    optimizer: {
      sgd: { kind: "sgd", learningRate: 1e-2 },
      momentum: { kind: "momentum", learningRate: 1e-2 },
      rmsprop: { kind: "rmsprop", learningRate: 1e-3 },
      adam: { kind: "adam", learningRate: 1e-3 },
      adagrad: { kind: "adagrad", learningRate: 1e-2 },
    },
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "Momentum ends with a lower training loss than SGD",
      metric: "trainLoss",
      lower: "momentum",
      than: "sgd",
    },
    {
      says: "Adam ends with a lower training loss than momentum",
      metric: "trainLoss",
      lower: "adam",
      than: "momentum",
    },
    {
      says: "RMSProp ends with a lower training loss than momentum",
      metric: "trainLoss",
      lower: "rmsprop",
      than: "momentum",
    },
    {
      says: "AdaGrad slows down and ends with a higher training loss than Adam",
      metric: "trainLoss",
      higher: "adagrad",
      than: "adam",
    },
    {
      says: "Momentum gets to 95 % of the training digits in fewer steps than SGD",
      metric: "stepsTo(trainAccuracy, 0.95)",
      lower: "momentum",
      than: "sgd",
    },
    {
      says: "Adam and RMSProp classify the test digits alike, to within two in a hundred",
      metric: "testAccuracy",
      equivalent: "adam",
      than: "rmsprop",
      margin: 0.02,
    },
    {
      says: "Adam classifies more than 95 % of the test digits",
      metric: "testAccuracy",
      higher: "adam",
      than: 0.95,
      must: true,
    },
  ],
} satisfies Experiment;
