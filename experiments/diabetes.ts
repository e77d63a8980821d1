/**
 * The table: 442 patients, ten measures, and the progression of their disease after a year (B. Efron
 * and others, 2004), as scikit-learn has it in two files. Put them side by side into the data folder
 * as `diabetes.csv`, with a first line of names: `age,sex,bmi,bp,s1,s2,s3,s4,s5,s6,progression`.
 */
import type { Experiment } from "@samebit/experiment";

const model = { kind: "fully-connected", hidden: [32] } as const;

export default {
  title: "The progression of diabetes",
  question: "Do hidden layers predict the progression of diabetes better than a linear model?",
  expectation:
    "No: 266 patients to learn from are few, and least squares is known to explain about half of " +
    "the variance. A hidden layer learns the training patients better and others no better",
  base: {
    task: "regression",
    dataset: {
      kind: "csv",
      file: "diabetes.csv",
      targets: ["progression"],
      validationExamples: 88,
      testExamples: 88,
    },
    model,
    optimizer: { kind: "adam", learningRate: 1e-2 },
    batchSize: 38,
    epochs: 60,
    evaluation: { predictions: true },
  },
  compare: {
    variant: {
      "linear": { model: { ...model, hidden: [] } },
      "hidden layer": {},
      "hidden layer + Huber": { loss: "huber" },
    },
  },
  seeds: [1, 2, 3, 4, 5],
  claims: [
    {
      says: "A linear model explains more than 0.4 of the variance of patients it has not seen",
      metric: "testR2",
      higher: "linear",
      than: 0.4,
      must: true,
    },
    {
      says: "A hidden layer ends with a lower training error than a linear model",
      metric: "trainRmse",
      lower: "hidden layer",
      than: "linear",
    },
    {
      says: "A hidden layer errs less on patients it has not seen than a linear model",
      metric: "testRmse",
      lower: "hidden layer",
      than: "linear",
    },
    {
      says: "With the Huber loss the mean absolute error is lower than with the squared error",
      metric: "testMae",
      lower: "hidden layer + Huber",
      than: "hidden layer",
    },
  ],
} satisfies Experiment;
