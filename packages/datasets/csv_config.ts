/**
 * What a plan says about a table in a CSV file.
 *
 * @module
 */
import {
  type ConfigOf,
  dataPaths,
  FROM_0,
  FROM_1,
  isWhole,
  listOf,
  oneOf,
  type Values,
  values,
} from "@samebit/input";
import {
  COUNT_OR_SHARE,
  PREPROCESS_FIELD,
  SPLIT_SEED,
  type SplitKind,
  TRAIN_EXAMPLES,
} from "@samebit/splits";
import type { ColumnName, CsvHeader, DecimalSign, Delimiter, Missing } from "@samebit/tables";

const HEADER: Values<CsvHeader> = oneOf<CsvHeader>("header", "names", "none", "counts");

const FILE: Values<string> = dataPaths('"iris.csv" or "tables/iris.csv"');

const isColumn = (column: unknown) =>
  typeof column === "string" ? column !== "" : isWhole(column, -1);

const COLUMN_FORMS = [{ type: "string", minLength: 1 }, { type: "integer", minimum: -1 }];

const COLUMN: Values<ColumnName> = values(
  "a column's name, its index from 0, or -1 for the last",
  isColumn,
  { anyOf: COLUMN_FORMS },
);

const COLUMN_OR_NULL: Values<ColumnName | null> = values(
  "a column's name, its index from 0, -1 for the last, or null for none",
  (column) => column === null || isColumn(column),
  { anyOf: [...COLUMN_FORMS, { type: "null" }] },
);

const COLUMNS: Values<readonly ColumnName[]> = listOf(
  COLUMN,
  'a list of columns, such as ["price"]',
);

const MARKS: Values<readonly string[]> = listOf(
  values<string>(
    "a word without white space around it",
    (mark) => typeof mark === "string" && mark !== "" && mark === mark.trim(),
    { type: "string", pattern: "^\\S(.*\\S)?$" },
  ),
  'a list of words, such as ["NA", "?"]',
);

const DELIMITER: Values<Delimiter> = oneOf<Delimiter>(
  "delimiter",
  "detect",
  "comma",
  "semicolon",
  "tab",
);

const DECIMAL: Values<DecimalSign> = oneOf<DecimalSign>("decimal sign", "point", "comma");

const MISSING: Values<Missing> = oneOf<Missing>(
  "way with missing cells",
  "refuse",
  "mean",
  "median",
  "leave-out",
);

const SPLIT: Values<SplitKind> = oneOf<SplitKind>(
  "split",
  "shuffled",
  "stratified",
  "by-group",
  "in-order",
);

/** The fields of a table. */
export const CSV_FIELDS = {
  file: { holds: FILE, example: "iris.csv", about: "The file, below the data directory" },
  header: {
    holds: HEADER,
    default: "names",
    about: "How the file begins: with names of columns, with data, or with scikit-learn's counts",
  },
  label: {
    holds: COLUMN,
    default: -1,
    about: "The column of the label, if examples have classes",
  },
  targets: {
    holds: COLUMNS,
    default: [],
    about:
      'The columns of numbers to predict, of the task "regression"; of "multi-label" those of 0 and ' +
      "1, whether each label applies; they replace `label`",
  },
  preprocess: { ...PREPROCESS_FIELD, default: "standardize" },
  trainExamples: TRAIN_EXAMPLES,
  validationExamples: {
    holds: COUNT_OR_SHARE,
    default: 0.2,
    about: "How many examples are in the validation split: a number, or a share of all",
  },
  testExamples: {
    holds: COUNT_OR_SHARE,
    default: 0.2,
    about: "How many examples are in the test split: a number, or a share of all",
  },
  splitSeed: SPLIT_SEED,
  delimiter: {
    holds: DELIMITER,
    default: "detect",
    about: "The separator of the fields of a row",
  },
  decimal: {
    holds: DECIMAL,
    default: "point",
    about: "The decimal sign of numbers: 1.5 or 1,5",
  },
  drop: { holds: COLUMNS, default: [], about: "The columns that are not features" },
  categorical: {
    holds: COLUMNS,
    default: [],
    about: "The columns of words: each word of the training examples becomes a separate input",
  },
  missing: {
    holds: MISSING,
    default: "refuse",
    about: "How missing cells are treated: refuse them; fill numbers with the mean or median of " +
      "the training examples, with an empty word as a separate one; or leave out their rows",
  },
  missingMarks: {
    holds: MARKS,
    default: [],
    about: "What marks a missing cell, besides an empty one",
  },
  split: {
    holds: SPLIT,
    default: "shuffled",
    about: "How examples are split: at random; with each class in proportion; a group always " +
      "together; or the first to train on, the last to test on",
  },
  splitColumn: {
    holds: COLUMN_OR_NULL,
    default: null,
    about:
      "The column of the group, or of the order, of such a split; also a feature unless dropped",
  },
  folds: {
    holds: FROM_1,
    default: 1,
    about:
      "Above 1, cross-validation: how many parts the examples outside the test split are cut into, of " +
      "which one is the validation split",
  },
  fold: {
    holds: FROM_0,
    default: 0,
    about: "The part used for validation, from 1; 0 uses the seed: seed 1 takes part 1",
  },
} as const;

/** A table in a CSV file: one column is the label, or some are targets, the others features. */
export type CsvConfig = ConfigOf<"csv", typeof CSV_FIELDS>;
