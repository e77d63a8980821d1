/**
 * A first convolution that begins by whitening patches of the training images, as airbench's does (K.
 * Jordan, 2024), frozen or not, beside one that begins with random filters.
 */
import type { Experiment } from "@samebit/experiment";

const layers = [
  { kind: "convolution", filters: 8, kernel: 2, padding: "valid" },
  "gelu",
  { kind: "convolution", filters: 16, kernel: 3, bias: false },
  "max-pool",
  "batch-norm",
  "gelu",
  { kind: "convolution", filters: 32, kernel: 3, bias: false },
  "batch-norm",
  "gelu",
  { kind: "max-pool", size: 3 },
  "flatten",
] as const;
const random = { kind: "layers", layers } as const;
const whitened = { ...random, initialization: "whitened" } as const;

export default {
  title: "A first convolution that whitens",
  question: "Does a convnet learn faster if its first filters whiten patches of the images?",
  expectation:
    "Yes, in the first epochs: neighbouring pixels say nearly the same, and whitened patches do not. Filters " +
    "that stay as they begin lose nothing by it, since 8 filters of 2 by 2 pixels keep all that a patch " +
    "holds. After 4 epochs the training loss is lower, and no difference on test digits is to be seen",
  answer:
    "No difference is to be seen on these digits. The training loss of whitened filters differs from that of " +
    "random ones by {{trainLoss of whitened minus random}}, and {{testAccuracy of whitened}} of the test digits " +
    "are read right against {{testAccuracy of random}}. Frozen filters lose nothing that shows either, so a " +
    "network may leave them out of training. What whitening does on photographs, this does not say",
  base: {
    dataset: { kind: "digits", preprocess: "standardize-channels" },
    model: random,
    optimizer: { kind: "nesterov", learningRate: 3e-2, momentum: 0.85 },
    schedule: { kind: "one-cycle", peakShare: 0.25 },
    batchSize: 50,
    epochs: 4,
    evaluation: { predictions: true },
  },
  compare: {
    variant: {
      "random": {},
      "whitened": { model: whitened },
      "whitened and frozen": { model: whitened, groups: { kind: "roles", frozen: ["W1"] } },
    },
  },
  seeds: [1, 2, 3, 4, 5],
  claims: [
    {
      says: "Whitened filters end with a lower training loss than random ones",
      metric: "trainLoss",
      lower: "whitened",
      than: "random",
    },
    {
      says: "Frozen, they still do",
      metric: "trainLoss",
      lower: "whitened and frozen",
      than: "random",
    },
    {
      says: "Frozen or not, they read as many test digits right, to within one in a hundred",
      metric: "testAccuracy",
      equivalent: "whitened and frozen",
      than: "whitened",
      margin: 0.01,
    },
  ],
} satisfies Experiment;
