/** A network of convolutions beside a fully connected one with as many weights, on 8 by 8 pixels. */
import type { Experiment } from "@samebit/experiment";

const convolutional = {
  kind: "layers",
  layers: [
    { kind: "convolution", filters: 12, kernel: 3 },
    "relu",
    { kind: "convolution", filters: 24, kernel: 3 },
    "relu",
    "max-pool",
    "flatten",
  ],
} as const;

export default {
  title: "Convolution against full connection",
  question:
    "Does a network read digits better where it knows that they are images, all of them moved by up to a pixel?",
  expectation:
    "Yes: filters of 3 by 3 pixels that are the same everywhere are the better use of some 7,000 weights, " +
    "by about one digit in a hundred. In the first epochs it is behind, since its weights see all pixels " +
    "alike and have to agree",
  base: {
    dataset: { kind: "digits" },
    model: convolutional,
    optimizer: { kind: "adam", learningRate: 3e-3 },
    augmentation: { kind: "images", shift: 1 },
    batchSize: 50,
    epochs: 12,
    evaluation: { layers: { every: 20 }, predictions: true },
  },
  compare: {
    model: {
      convolutional,
      "fully connected": { kind: "fully-connected", hidden: [64, 32] },
    },
  },
  seeds: [1, 2, 3, 4, 5],
  claims: [
    {
      says: "The convolutional network reads more test digits right",
      metric: "testAccuracy",
      higher: "convolutional",
      than: "fully connected",
    },
    {
      says: "It reads more validation digits right at its best epoch",
      metric: "bestValidationAccuracy",
      higher: "convolutional",
      than: "fully connected",
    },
  ],
} satisfies Experiment;
