/**
 * The table of `diabetes`, put into the data folder as that experiment says: which of its ten columns a
 * linear model needs, by what it loses if a column is permuted and by what it loses without it.
 */
import type { Experiment } from "@samebit/experiment";

const dataset = {
  kind: "csv",
  file: "diabetes.csv",
  targets: ["progression"],
  validationExamples: 88,
  testExamples: 88,
} as const;

export default {
  title: "Which measures of diabetes matter",
  question:
    "Of ten measures of a patient, which does a linear model need to predict the progression of diabetes, " +
    "and does it do without those that it does not seem to need?",
  expectation:
    "It needs the body mass index and s5 most, then the blood pressure: B. Efron and others (2004) " +
    "found these first when they added one at a time. s1 and s2, which say nearly the same, look " +
    "important only because the model sets one against the other, so it does without s1. The three " +
    "first alone do nearly as well as all ten",
  answer:
    "The body mass index: permuted, it costs 16 units of the error of {{mean testRmse of all ten}}, and without " +
    "it the error rises by {{testRmse of without bmi minus all ten}}. The blood pressure costs 4 to 9 units, " +
    "age nothing. s1 and s2 cost 8 and 11 in the mean over the seeds, but from seed to seed between nothing " +
    "and 41, as their bars show: a model may set one against the other or not. It loses little without s1, " +
    "and s2 then costs 1. s5, which takes part in this, cannot be told from nothing among all ten columns, " +
    "but with fewer it can. The three columns alone come close: their error is larger by " +
    "{{testRmse of bmi + bp + s5 minus all ten}}. Importance says what one network does with a column, not " +
    "what the column knows",
  base: {
    task: "regression",
    dataset,
    model: { kind: "fully-connected", hidden: [] },
    optimizer: { kind: "adam", learningRate: 1e-2 },
    batchSize: 38,
    epochs: 60,
    evaluation: { importance: { repeats: 20 } },
  },
  compare: {
    variant: {
      "all ten": {},
      "without bmi": { dataset: { ...dataset, drop: ["bmi"] } },
      "without s1": { dataset: { ...dataset, drop: ["s1"] } },
      "bmi + bp + s5": {
        dataset: { ...dataset, drop: ["age", "sex", "s1", "s2", "s3", "s4", "s6"] },
      },
    },
  },
  seeds: [1, 2, 3, 4, 5],
  claims: [
    {
      says:
        "All ten columns explain more than 0.4 of the variance of patients not seen in training",
      metric: "testR2",
      higher: "all ten",
      than: 0.4,
      must: true,
    },
    {
      says: "Without the body mass index the error is larger",
      metric: "testRmse",
      higher: "without bmi",
      than: "all ten",
    },
    {
      says: "Without s1 the error is the same, to half a unit",
      metric: "testRmse",
      equivalent: "without s1",
      than: "all ten",
      margin: 0.5,
    },
    {
      says: "Three columns do nearly as well as ten, to two units",
      metric: "testRmse",
      equivalent: "bmi + bp + s5",
      than: "all ten",
      margin: 2,
    },
  ],
} satisfies Experiment;
