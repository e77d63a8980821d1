import type { Experiment } from "@samebit/experiment";

export default {
  title: "The scale of the first weights of eight layers, with and without batch normalization",
  question: "Over which scales of its first weights does a network of eight layers learn, with " +
    "batch normalization and without?",
  expectation:
    "Without it only in a band around 0.1, where signals neither vanish nor explode from layer to " +
    "layer. With it over most of the range: each layer's outputs are brought back to one scale",
  base: {
    dataset: { kind: "cifar10", trainExamples: 1000 },
    model: { kind: "fully-connected", hidden: [50, 50, 50, 50, 50, 50, 50] },
    optimizer: { kind: "adam", learningRate: 1e-3 },
    batchSize: 50,
    epochs: 10,
    sampling: "with-replacement",
    evaluation: { test: false, layers: { every: 10 } },
  },
  compare: {
    "model.normalization": { none: "none", batch: "batch" },
    // 20 scales from 1e-4 to 1, evenly spaced on a logarithmic axis.
    // deno-fmt-ignore
    "model.weightScale": [
      1e-4, 1.62e-4, 2.64e-4, 4.28e-4, 6.95e-4, 1.13e-3, 1.83e-3, 2.98e-3, 4.83e-3, 7.85e-3,
      0.0127, 0.0207, 0.0336, 0.0546, 0.0886, 0.144, 0.234, 0.379, 0.616, 1,
    ],
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "With weights of 1e-4 batch normalization learns something, none nothing",
      metric: "bestValidationAccuracy",
      higher: "batch, 0.0001",
      than: "none, 0.0001",
    },
    {
      says: "With weights of 0.01 batch normalization classifies more of the validation images",
      metric: "bestValidationAccuracy",
      higher: "batch, 0.0127",
      than: "none, 0.0127",
    },
    {
      says: "With weights of 0.2 too",
      metric: "bestValidationAccuracy",
      higher: "batch, 0.234",
      than: "none, 0.234",
    },
    {
      says:
        "Where none works best, at 0.09, batch normalization learns the training images no better",
      metric: "trainAccuracy",
      lower: "batch, 0.0886",
      than: "none, 0.0886",
    },
    {
      says:
        "With weights of 1 the loss of none is out of all bounds, that of batch normalization is not",
      metric: "trainLoss",
      lower: "batch, 1",
      than: "none, 1",
    },
    {
      says:
        "Batch normalization does not free from choosing: 1e-4 classifies fewer validation images than 0.03",
      metric: "bestValidationAccuracy",
      lower: "batch, 0.0001",
      than: "batch, 0.0336",
    },
  ],
} satisfies Experiment;
