/**
 * The table: 178 wines, 13 measures, three growers (M. Forina and others, 1988), as scikit-learn has
 * it: `sklearn/datasets/data/wine_data.csv` of its source or of an installed package. Put it into the
 * data folder under that name.
 */
import type { Experiment } from "@samebit/experiment";

export default {
  title: "Three growers of wine",
  question: "Does it matter that 13 measures of wine in different units are standardized?",
  expectation:
    "Yes: proline is counted in hundreds, most others in ones. Without standardizing, the large " +
    "measure drowns the others; with it nearly all wines are told apart",
  base: {
    dataset: {
      kind: "csv",
      file: "wine_data.csv",
      header: "counts",
      validationExamples: 30,
      testExamples: 30,
    },
    model: { kind: "fully-connected", hidden: [10] },
    optimizer: { kind: "adam", learningRate: 1e-2 },
    batchSize: 30,
    epochs: 30,
    evaluation: { predictions: true },
  },
  compare: {
    "dataset.preprocess": ["none", "subtract-mean", "standardize"],
  },
  seeds: [1, 2, 3, 4, 5],
  claims: [
    {
      says: "Standardized, all training wines are told apart",
      metric: "trainAccuracy",
      higher: "standardize",
      than: 0.99,
      must: true,
    },
    {
      says: "Standardized, more test wines are told apart than as they stand",
      metric: "testAccuracy",
      higher: "standardize",
      than: "none",
    },
    {
      says: "Subtracting the mean alone is not enough",
      metric: "testAccuracy",
      lower: "subtract-mean",
      than: "standardize",
    },
  ],
} satisfies Experiment;
