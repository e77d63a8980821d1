/**
 * What a plan says of a table in a CSV file.
 *
 * @module
 */
import { type ConfigOf, isWhole, listOf, oneOf, type Values, values } from "@samebit/input";
import type { CsvHeader } from "@samebit/tables";
import {
  PREPROCESS_FIELD,
  SPLIT_SEED,
  TEST_EXAMPLES,
  TRAIN_EXAMPLES,
  VALIDATION_EXAMPLES,
} from "./config.ts";
import { isDataPath } from "./source.ts";

const HEADER: Values<CsvHeader> = oneOf<CsvHeader>("header", "names", "none", "counts");

const FILE: Values<string> = values(
  'a path inside the data directory, such as "iris.csv" or "tables/iris.csv"',
  (path) => typeof path === "string" && isDataPath(path),
);

const COLUMN: Values<number | string> = values(
  "a column's name, its index from 0, or -1 for the last",
  (label) => typeof label === "string" ? label !== "" : isWhole(label, -1),
);

const COLUMNS: Values<readonly (number | string)[]> = listOf(
  COLUMN,
  'a list of columns, such as ["price"]',
);

/** The fields of a table. */
export const CSV_FIELDS = {
  file: { holds: FILE, example: "iris.csv", about: "The file, below the data directory" },
  header: {
    holds: HEADER,
    default: "names",
    about: "How the file begins: names of columns, data at once, or scikit-learn's counts",
  },
  label: {
    holds: COLUMN,
    default: -1,
    about: "The column of the label, where examples have classes",
  },
  targets: {
    holds: COLUMNS,
    default: [],
    about: 'The columns of numbers to predict, of the task "regression"; they stand for `label`',
  },
  preprocess: { ...PREPROCESS_FIELD, default: "standardize" },
  trainExamples: TRAIN_EXAMPLES,
  validationExamples: { ...VALIDATION_EXAMPLES, example: 30 },
  testExamples: { ...TEST_EXAMPLES, example: 30 },
  splitSeed: SPLIT_SEED,
} as const;

/** A table in a CSV file: one column is the label, or some are targets; every other one a number. */
export type CsvConfig = ConfigOf<"csv", typeof CSV_FIELDS>;
