/**
 * The table: 406 cars of the years 1970 to 1982 (E. Ramos and D. Donoho, 1983), with their names, a
 * date and a country as words; 8 targets and 6 powers are empty. It is `cars.json` of npm's
 * vega-datasets 3.2.1, written as CSV: the first line has the names of the members, each further line
 * the values of one object, null as nothing. Put it into the data folder as `cars.csv`.
 */
import type { Experiment } from "@samebit/experiment";

const dataset = {
  kind: "csv",
  file: "cars.csv",
  targets: ["Miles_per_Gallon"],
  drop: ["Name"],
  categorical: ["Year", "Origin"],
  missing: "mean",
  folds: 5,
} as const;
const model = { kind: "fully-connected", hidden: [32] } as const;

export default {
  title: "Miles per gallon",
  question: "Does a hidden layer predict how far a car goes on a gallon better than least squares?",
  expectation:
    "Yes, by some: fuel per mile, not miles per gallon, is nearly linear in weight and power, and a " +
    "hidden layer can bend. The year tells a lot, since cars became thriftier",
  base: {
    task: "regression",
    dataset,
    model,
    optimizer: { kind: "adam", learningRate: 1e-2 },
    l2: 1e-3,
    batchSize: 32,
    epochs: 60,
    evaluation: { predictions: true },
  },
  compare: {
    variant: {
      "linear": { model: { ...model, hidden: [] } },
      "hidden layer": {},
      "hidden layer without year": {
        dataset: { ...dataset, drop: ["Name", "Year"], categorical: ["Origin"] },
      },
    },
  },
  seeds: [1, 2, 3, 4, 5],
  claims: [
    {
      says: "A linear model explains more than 0.75 of the variance of cars it has not seen",
      metric: "testR2",
      higher: "linear",
      than: 0.75,
      must: true,
    },
    {
      says: "A hidden layer errs less on cars it has not seen than a linear model",
      metric: "testRmse",
      lower: "hidden layer",
      than: "linear",
    },
    {
      says: "Without the year it errs more",
      metric: "testRmse",
      higher: "hidden layer without year",
      than: "hidden layer",
    },
  ],
} satisfies Experiment;
