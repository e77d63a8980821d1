/**
 * The table: 344 penguins of three species on three islands (K. Gorman and others, 2014; CC0), with
 * four measures and their sex; 18 cells are empty, and one sex is a point. It is `penguins.json` of
 * npm's vega-datasets 3.2.1, written as CSV: the first line has the names of the members, each further
 * line the values of one object, null as nothing. Put it into the data folder as `penguins.csv`.
 */
import type { Experiment } from "@samebit/experiment";

const dataset = {
  kind: "csv",
  file: "penguins.csv",
  label: "Species",
  categorical: ["Island", "Sex"],
  missing: "median",
  missingMarks: ["."],
  split: "stratified",
} as const;
const model = { kind: "fully-connected", hidden: [] } as const;

export default {
  title: "Three species of penguins",
  question: "What tells three species of penguins apart: their measures, or where they live?",
  expectation:
    "Measures alone nearly do, by a plane: bills differ in length and depth. The islands help, since " +
    "two species live on one island each, and alone they are not enough. A hidden layer adds nothing",
  base: {
    dataset,
    model,
    optimizer: { kind: "adam", learningRate: 3e-2 },
    batchSize: 32,
    epochs: 30,
    evaluation: { predictions: true },
  },
  compare: {
    variant: {
      "linear": {},
      "hidden layer": { model: { ...model, hidden: [16] } },
      "measures alone": { dataset: { ...dataset, drop: ["Island", "Sex"], categorical: [] } },
      "island and sex alone": {
        dataset: {
          ...dataset,
          drop: ["Beak Length (mm)", "Beak Depth (mm)", "Flipper Length (mm)", "Body Mass (g)"],
        },
      },
    },
  },
  seeds: [1, 2, 3, 4, 5],
  claims: [
    {
      says: "A linear model tells more than 95 of 100 penguins right that it has not seen",
      metric: "testAccuracy",
      higher: "linear",
      than: 0.95,
      must: true,
    },
    {
      says: "Island and sex alone are worse than measures alone",
      metric: "testAccuracy",
      lower: "island and sex alone",
      than: "measures alone",
    },
    {
      says:
        "With island and sex a linear model ends with a lower training loss than by measures alone",
      metric: "trainLoss",
      lower: "linear",
      than: "measures alone",
    },
    {
      says: "A hidden layer tells more penguins right than a linear model",
      metric: "testAccuracy",
      higher: "hidden layer",
      than: "linear",
    },
  ],
} satisfies Experiment;
