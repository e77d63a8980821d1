/**
 * What a plan says about examples in arrays.
 *
 * @module
 */
import {
  type ConfigOf,
  isDataPath,
  listOf,
  oneOf,
  TEXT,
  type Values,
  values,
} from "@samebit/input";
import {
  IMAGE_PREPROCESS_FIELD,
  SPLIT_SEED,
  TEST_EXAMPLES,
  TRAIN_EXAMPLES,
  VALIDATION_EXAMPLES,
} from "@samebit/splits";

/** Which axis of images holds the channels. */
export type Channels = "first" | "last";

const WANTED = 'a path inside the data directory, such as "x.npy", "cells.npz#x" or "x.idx.gz"';

const isArray = (path: unknown) => typeof path === "string" && isDataPath(path);

const ARRAY: Values<string> = values(WANTED, isArray, { type: "string" });

const ARRAY_OR_NULL: Values<string | null> = values(
  `${WANTED}, or null for none`,
  (path) => path === null || isArray(path),
  { type: ["string", "null"] },
);

const NAMES: Values<readonly string[]> = listOf(TEXT, 'a list of names, such as ["cat", "dog"]');

const CHANNELS: Values<Channels> = oneOf<Channels>("place of the channels", "first", "last");

/** The fields of examples in arrays. */
export const ARRAYS_FIELDS = {
  features: {
    holds: ARRAY,
    example: "cells.npz#x",
    about:
      "The array of the features, whose first axis is the examples: a `.npy` or IDX file below " +
      "the data directory, or, behind `#`, an array of a `.npz` file",
  },
  labels: {
    holds: ARRAY_OR_NULL,
    default: null,
    example: "cells.npz#y",
    about: "The array of the labels, whole numbers or words, if examples have classes",
  },
  targets: {
    holds: ARRAY_OR_NULL,
    default: null,
    about:
      'The array of numbers to predict, of the task "regression"; of "multi-label" of zeros and ones, ' +
      "[examples, labels]; it replaces `labels`",
  },
  names: {
    holds: NAMES,
    default: [],
    about:
      "The names of the classes 0, 1, ..., or of the targets, column by column; if left out, the " +
      "labels themselves, or `target 0`, `target 1`, ...",
  },
  channels: {
    holds: CHANNELS,
    default: "first",
    about:
      "The position of the channels of images: [channels, height, width], or [height, width, channels]",
  },
  preprocess: { ...IMAGE_PREPROCESS_FIELD, default: "standardize" },
  trainExamples: TRAIN_EXAMPLES,
  validationExamples: { ...VALIDATION_EXAMPLES, example: 100 },
  testExamples: { ...TEST_EXAMPLES, example: 100 },
  splitSeed: SPLIT_SEED,
} as const;

/** Examples in arrays: features, and labels or targets. */
export type ArraysConfig = ConfigOf<"arrays", typeof ARRAYS_FIELDS>;
