/**
 * What data sets may have in common in a plan: how they are preprocessed and split, as types and as
 * fields. What belongs to one data set is in its file.
 *
 * @module
 */
import { FROM_0, FROM_1, isWhole, oneOf, type Values, values } from "@samebit/input";

/**
 * How stored values become network inputs, input = (value − offset) · factor:
 *
 * - `none`: offset 0, factor 1;
 * - `subtract-mean`: offset is the mean of the feature over the train split, factor 1;
 * - `standardize`: the same offset, factor is 1 / the population deviation over the train split.
 */
export type Preprocess = "none" | "subtract-mean" | "standardize";

/**
 * What images may use in addition to {@link Preprocess}:
 *
 * - `standardize-channels`: offset is the mean over all pixels of the channel, factor is 1 / their
 *   population deviation; grey images have one channel.
 */
export type ImagePreprocess = Preprocess | "standardize-channels";

/**
 * The sizes of the parts of a data set that has no test part of its own, and the seed of the
 * shuffle before the cut.
 */
export interface SplitConfig {
  /** How many of the examples left after test and validation are trained on, from the first. */
  readonly trainExamples: number | "all";
  /** The number of validation examples, at least 1. */
  readonly validationExamples: number;
  /** The number of test examples, at least 1. */
  readonly testExamples: number;
  /** Root seed of the shuffle; separate from a run's seed, so that all runs share one split. */
  readonly splitSeed: number;
}

/**
 * The sizes of the parts of a data set that comes with its own test part. Nothing is shuffled:
 * every part is taken in the order of the files.
 *
 * The input map is computed from all examples before the validation part, however few of them are
 * trained on, as the course does.
 */
export interface OfficialSplitConfig {
  /** How many examples are trained on, from the first; at most those before the validation part. */
  readonly trainExamples: number | "all";
  /** The number of validation examples, at least 1: the last ones of the training files. */
  readonly validationExamples: number;
  /** How many examples of the test files are tested on, from the first. */
  readonly testExamples: number | "all";
}

/** Numbers of examples, and the word for all there are. */
export const ALL_OR_FROM_1: Values<number | "all"> = values(
  '"all" or a whole number from 1',
  (examples) => examples === "all" || isWhole(examples, 1),
  { anyOf: [{ const: "all" }, FROM_1.json] },
);

/** The ways to preprocess anything. */
export const PREPROCESS: Values<Preprocess> = oneOf<Preprocess>(
  "preprocessing",
  "none",
  "subtract-mean",
  "standardize",
);

/** The ways to preprocess images. */
export const IMAGE_PREPROCESS: Values<ImagePreprocess> = oneOf<ImagePreprocess>(
  "preprocessing",
  "none",
  "subtract-mean",
  "standardize",
  "standardize-channels",
);

const ABOUT_PREPROCESS = "How stored values become inputs, as measured on the training examples";

/** The field of a table. */
export const PREPROCESS_FIELD = { holds: PREPROCESS, about: ABOUT_PREPROCESS } as const;

/** The field of images. */
export const IMAGE_PREPROCESS_FIELD = {
  holds: IMAGE_PREPROCESS,
  about: ABOUT_PREPROCESS,
} as const;

/** That many, from the first, after the validation and test parts are taken away. */
export const TRAIN_EXAMPLES = {
  holds: ALL_OR_FROM_1,
  default: "all",
  about: "How many examples are trained on, from the first",
} as const;

/** The number of validation examples. */
export const VALIDATION_EXAMPLES = {
  holds: FROM_1,
  about: "How many examples are validated on",
} as const;

/** The number of test examples where the data have no test part of their own. */
export const TEST_EXAMPLES = {
  holds: FROM_1,
  about: "How many examples are tested on",
} as const;

/** The number of test examples where the data have a test part of their own. */
export const OFFICIAL_TEST_EXAMPLES = {
  holds: ALL_OR_FROM_1,
  about: "How many examples of the test files are tested on, from the first",
} as const;

/** The seed of the shuffle before the cut. */
export const SPLIT_SEED = {
  holds: FROM_0,
  default: 0,
  about: "The seed of the shuffle before the cut; not the run's, so that all runs share one split",
} as const;

/** How the examples of a table are shared out to the splits. */
export type SplitKind = "shuffled" | "stratified" | "by-group" | "in-order";

/** Numbers of examples, and shares of all. */
export const COUNT_OR_SHARE: Values<number> = values(
  "a whole number from 1, or a share of all examples between 0 and 1",
  (size) =>
    isWhole(size, 1) || (Number.isFinite(size) && (size as number) > 0 && (size as number) < 1),
  { anyOf: [FROM_1.json, { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 }] },
);
