import type { Experiment } from "@samebit/experiment";

export default {
  title: "Update rules compared, on photographs",
  question: "Which update rule trains a network of five hidden layers fastest?",
  expectation: "Adam first, then RMSProp and momentum; plain SGD last",
  base: {
    dataset: { kind: "cifar10", trainExamples: 4000, testExamples: "all" },
    model: { kind: "fully-connected", hidden: [100, 100, 100, 100, 100], weightScale: 0.05 },
    optimizer: { kind: "sgd", learningRate: 5e-3 },
    batchSize: 100,
    epochs: 5,
    sampling: "with-replacement",
    evaluation: { layers: { every: 10 }, predictions: true },
  },
  compare: {
    optimizer: {
      sgd: { kind: "sgd", learningRate: 5e-3 },
      momentum: { kind: "momentum", learningRate: 5e-3 },
      rmsprop: { kind: "rmsprop", learningRate: 1e-4 },
      adam: { kind: "adam", learningRate: 1e-3 },
    },
  },
  seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  claims: [
    {
      says: "Momentum ends with a lower training loss than plain SGD",
      metric: "trainLoss",
      lower: "momentum",
      than: "sgd",
      must: true,
    },
    {
      says: "RMSProp ends with a lower training loss than plain SGD",
      metric: "trainLoss",
      lower: "rmsprop",
      than: "sgd",
      must: true,
    },
    {
      says: "Adam ends with a lower training loss than momentum",
      metric: "trainLoss",
      lower: "adam",
      than: "momentum",
    },
    {
      says: "Adam ends with a lower training loss than RMSProp",
      metric: "trainLoss",
      lower: "adam",
      than: "rmsprop",
    },
    {
      says: "Momentum ends with a lower training loss than RMSProp",
      metric: "trainLoss",
      lower: "momentum",
      than: "rmsprop",
    },
    {
      says: "Adam classifies more than 55 % of the training images",
      metric: "trainAccuracy",
      higher: "adam",
      than: 0.55,
    },
    {
      says: "Momentum classifies more than half of the training images",
      metric: "trainAccuracy",
      higher: "momentum",
      than: 0.5,
    },
    {
      says: "RMSProp classifies more than half of the training images",
      metric: "trainAccuracy",
      higher: "rmsprop",
      than: 0.5,
    },
    {
      says: "SGD classifies more than 35 % of the training images",
      metric: "trainAccuracy",
      higher: "sgd",
      than: 0.35,
    },
    {
      says: "Adam classifies the validation images better than plain SGD",
      metric: "validationAccuracy",
      higher: "adam",
      than: "sgd",
    },
    {
      says: "Adam classifies the test images better than momentum",
      metric: "testAccuracy",
      higher: "adam",
      than: "momentum",
    },
  ],
} satisfies Experiment;
