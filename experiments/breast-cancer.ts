/**
 * The table: 569 tumours of the breast, 30 measures of their cells' nuclei, malignant or benign (W.
 * Wolberg and others, 1995), as scikit-learn has it: `sklearn/datasets/data/breast_cancer.csv` of its
 * source or of an installed package. Put it into the data folder as `breast_cancer.csv`.
 */
import type { Experiment } from "@samebit/experiment";

const model = { kind: "fully-connected", hidden: [] } as const;

export default {
  title: "How sure of a tumour",
  question: "May one believe how sure a network is of a tumour, once it has learned its examples?",
  expectation:
    "A linear model may be believed, mostly. Hidden layers learn the training tumours to the last one, " +
    "are then nearly always sure, and pay for it where they are wrong: by the loss, not by the " +
    "accuracy. Label smoothing keeps them from it",
  answer:
    "The linear model's, more than the others': its test loss is {{mean testLoss of linear}}. Hidden " +
    "layers classify no more of the test tumours right, {{testAccuracy of hidden layers}} against " +
    "{{testAccuracy of linear}}, and end at {{mean testLoss of hidden layers}}, since they are sure where " +
    "they are wrong; smoothed labels bring that to {{mean testLoss of hidden layers + smoothed labels}}. But " +
    "smoothed labels do not make the probabilities mean what they say: the network is then less sure than " +
    "it is right, and its calibration error is twice that without them, as the chart of calibration shows",
  base: {
    dataset: {
      kind: "csv",
      file: "breast_cancer.csv",
      header: "counts",
      validationExamples: 85,
      testExamples: 171,
      split: "stratified",
    },
    model,
    optimizer: { kind: "adam", learningRate: 1e-2 },
    batchSize: 32,
    epochs: 60,
    evaluation: { predictions: true, probabilities: true },
  },
  compare: {
    variant: {
      "linear": {},
      "hidden layers": { model: { ...model, hidden: [50, 50] } },
      "hidden layers + smoothed labels": {
        model: { ...model, hidden: [50, 50] },
        loss: { kind: "softmax", labelSmoothing: 0.1 },
      },
    },
  },
  seeds: [1, 2, 3, 4, 5],
  claims: [
    {
      says: "A linear model tells more than 95 of 100 tumours right that it has not seen",
      metric: "testAccuracy",
      higher: "linear",
      than: 0.95,
      must: true,
    },
    {
      says: "Hidden layers learn the training tumours better than a linear model",
      metric: "trainLoss",
      lower: "hidden layers",
      than: "linear",
    },
    {
      says: "Hidden layers pay more than a linear model for the tumours they are wrong about",
      metric: "testLoss",
      higher: "hidden layers",
      than: "linear",
    },
    {
      says: "With smoothed labels they pay less",
      metric: "testLoss",
      lower: "hidden layers + smoothed labels",
      than: "hidden layers",
    },
  ],
} satisfies Experiment;
