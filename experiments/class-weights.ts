/**
 * The table: 569 tumours of the breast, malignant or benign, as in breast-cancer.ts; here by two of
 * the 30 measures of their cells' nuclei, the mean texture and the mean smoothness, which do not
 * suffice to tell them apart.
 */
import type { Experiment } from "@samebit/experiment";

const USED = [1, 4];

export default {
  title: "Overlooking fewer malignant tumours",
  question:
    "What does it cost to overlook fewer malignant tumours, where the measures do not suffice?",
  expectation:
    "False alarms. If each malignant tumour counts ten times while training, few of them are overlooked, " +
    "but so many benign ones are called malignant that accuracy falls by more than a tenth. Weights that " +
    "make both classes count the same, 0.8 and 1.3, cost little. Both are paid for by the test loss, since " +
    "probabilities are then no longer how often a tumour is malignant",
  answer:
    "Of the 64 malignant test tumours the unweighted model overlooks 23, in the mean over the seeds; with " +
    "balanced weights 15 are left, with the tenfold weight less than one. Of the 107 benign ones they call " +
    "17, 23 and 68 malignant, as the table of classes shows. So the tenfold weight takes accuracy from " +
    "{{mean testAccuracy of unweighted}} to {{mean testAccuracy of malignant tenfold}}, below that of always " +
    "saying benign, and the test loss from {{mean testLoss of unweighted}} to " +
    "{{mean testLoss of malignant tenfold}}. Balanced weights cost even less than expected: accuracy changes " +
    "by {{testAccuracy of balanced minus unweighted}}",
  base: {
    dataset: {
      kind: "csv",
      file: "breast_cancer.csv",
      header: "counts",
      drop: Array.from({ length: 30 }, (_, i) => i).filter((i) => !USED.includes(i)),
      validationExamples: 128,
      testExamples: 171,
      split: "stratified",
    },
    model: { kind: "fully-connected", hidden: [], weightScale: 0 },
    optimizer: { kind: "adam", learningRate: 5e-2 },
    batchSize: 32,
    epochs: 40,
    evaluation: { predictions: true },
  },
  compare: {
    variant: {
      "unweighted": {},
      "balanced": { loss: { kind: "softmax", classWeights: "balanced" } },
      "malignant tenfold": { loss: { kind: "softmax", classWeights: [10, 1] } },
    },
  },
  seeds: [1, 2, 3, 4, 5],
  claims: [
    {
      says: "A tenfold weight of malignant tumours lowers accuracy",
      metric: "testAccuracy",
      lower: "malignant tenfold",
      than: "unweighted",
    },
    {
      says: "Balanced weights change accuracy by less than 5 in 100 test tumours",
      metric: "testAccuracy",
      equivalent: "balanced",
      than: "unweighted",
      margin: 0.05,
    },
    {
      says: "A tenfold weight raises the test loss, in which every tumour counts the same",
      metric: "testLoss",
      higher: "malignant tenfold",
      than: "unweighted",
    },
  ],
} satisfies Experiment;
