/**
 * The table: 150 flowers, four measures, three species (R. A. Fisher, 1936), as scikit-learn has it:
 * `sklearn/datasets/data/iris.csv` of its source or of an installed package. Put it into the data
 * folder as `iris.csv`.
 */
import type { Experiment } from "@samebit/experiment";

export default {
  title: "Three species of iris",
  question: "Do hidden layers tell three species of iris apart better than a linear classifier?",
  expectation:
    "Hardly: one species stands apart and two overlap, and 30 test flowers decide little. With " +
    "hidden layers the training flowers are learned better",
  base: {
    dataset: {
      kind: "csv",
      file: "iris.csv",
      header: "counts",
      validationExamples: 30,
      testExamples: 30,
    },
    model: { kind: "fully-connected", hidden: [10] },
    optimizer: { kind: "adam", learningRate: 1e-2 },
    batchSize: 30,
    epochs: 50,
    evaluation: { predictions: true },
  },
  compare: {
    "model.hidden": { "linear": [], "one layer": [10], "two layers": [50, 50] },
  },
  seeds: [1, 2, 3, 4, 5],
  claims: [
    {
      says: "Two hidden layers end with a lower training loss than a linear classifier",
      metric: "trainLoss",
      lower: "two layers",
      than: "linear",
    },
    {
      says: "One hidden layer names more than nine of ten training flowers right",
      metric: "trainAccuracy",
      higher: "one layer",
      than: 0.9,
      must: true,
    },
    {
      says: "Two hidden layers name more test flowers right than a linear classifier",
      metric: "testAccuracy",
      higher: "two layers",
      than: "linear",
    },
  ],
} satisfies Experiment;
