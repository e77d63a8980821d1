/**
 * What a plan says of its data: one fully resolved configuration for each kind of data set, and the
 * defaults an experiment file may leave out. Not for loading: nothing here touches a file.
 *
 * @module
 */

/**
 * How stored values become network inputs, input = (value − offset) · factor:
 *
 * - `none`: offset 0, factor 1;
 * - `subtract-mean`: offset is the mean of the feature over the train split, factor 1;
 * - `standardize`: the same offset, factor is 1 / the population deviation over the train split.
 */
export type Preprocess = "none" | "subtract-mean" | "standardize";

/**
 * What images may ask for beside {@link Preprocess}:
 *
 * - `standardize-channels`: offset is the mean over all pixels of the channel, factor is 1 / their
 *   population deviation; grey images have one channel.
 */
export type ImagePreprocess = Preprocess | "standardize-channels";

/**
 * How many examples each part gets of a data set that has no test part of its own, and the seed of
 * the shuffle before the cut.
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
 * How many examples each part gets of a data set that comes with a test part of its own. Nothing is
 * shuffled: every part is taken in the order of the files.
 *
 * The input map is worked out from all examples before the validation part, however few of them are
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

/** The embedded 8×8 handwritten digits. */
export interface DigitsConfig extends SplitConfig {
  /** Says that it is this data set. */
  readonly kind: "digits";
  /** How bytes become inputs. */
  readonly preprocess: ImagePreprocess;
}

/**
 * CIFAR-10: 60,000 colour images of 32×32 pixels in 10 classes, in the official binary layout.
 *
 * The defaults are the course's way: trained on the first 49,000 images, validated on the next
 * 1,000, tested on the first 1,000 of the test file, channels first, and `subtract-mean`, which is
 * the mean image of the 49,000.
 */
export interface Cifar10Config extends OfficialSplitConfig {
  /** Says that it is this data set. */
  readonly kind: "cifar10";
  /** How bytes become inputs. */
  readonly preprocess: ImagePreprocess;
}

/** MNIST: 70,000 grey images of 28×28 pixels of handwritten digits, in packed IDX files. */
export interface MnistConfig extends OfficialSplitConfig {
  /** Says that it is this data set. */
  readonly kind: "mnist";
  /** How bytes become inputs. */
  readonly preprocess: ImagePreprocess;
}

/**
 * How a CSV file begins: `names` of the columns; `none`, data at once; or `counts`, scikit-learn's
 * style: the number of rows, the number of features, then the names of the classes.
 */
export type CsvHeader = "names" | "none" | "counts";

/** A table in a CSV file: one column is the label, every other one a number. */
export interface CsvConfig extends SplitConfig {
  /** Says that it is a table. */
  readonly kind: "csv";
  /** Path inside the data directory, with `/` between folders; neither absolute nor with `..`. */
  readonly file: string;
  /** How the file begins. */
  readonly header: CsvHeader;
  /** The column of the label: its name, or its index from 0; −1 is the last column. */
  readonly label: number | string;
  /** How numbers become inputs. */
  readonly preprocess: Preprocess;
}

/**
 * Examples drawn from NumPy's legacy stream, for parity with numbers that the course prints and for
 * nothing else: `seed(seed)`, `randn(examples, features)`, `randint(classes, size=examples)`. All
 * three parts are all examples; the run must be in float64.
 */
export interface NumpyLegacyConfig {
  /** Says that it is this data set. */
  readonly kind: "numpy-legacy";
  /** What `numpy.random.seed` is given. */
  readonly seed: number;
  /** The number of examples. */
  readonly examples: number;
  /** The number of features of an example. */
  readonly features: number;
  /** The number of classes. */
  readonly classes: number;
}

/** Any data set, told apart by `kind`. */
export type DatasetConfig =
  | DigitsConfig
  | CsvConfig
  | Cifar10Config
  | MnistConfig
  | NumpyLegacyConfig;

/** The kinds of data sets there are. */
export type DatasetKind = DatasetConfig["kind"];

/** The configuration of one kind. */
export type DatasetConfigOf<K extends DatasetKind> = Extract<DatasetConfig, { kind: K }>;

/** The fields that have no honest default, by kind: an experiment file must give them. */
export interface DatasetRequiredFields {
  /** Nothing: the digits are known. */
  readonly digits: never;
  /** The file, and the sizes of the splits, which depend on how many rows it has. */
  readonly csv: "file" | "validationExamples" | "testExamples";
  /** Nothing: the files have fixed names. */
  readonly cifar10: never;
  /** Nothing: the files have fixed names. */
  readonly mnist: never;
  /** All: they are those of the numbers that are checked. */
  readonly "numpy-legacy": "seed" | "examples" | "features" | "classes";
}

/** Defaults by kind: every field of the configuration except `kind` and the required ones. */
export type DatasetDefaults = {
  readonly [K in DatasetKind]: Omit<DatasetConfigOf<K>, "kind" | DatasetRequiredFields[K]>;
};

/**
 * What a field is where an experiment file leaves it out, by kind.
 *
 * @example
 * ```ts
 * import { DATASET_DEFAULTS, type DigitsConfig } from "@samebit/datasets";
 * import { assertEquals } from "@std/assert";
 *
 * const config: DigitsConfig = { kind: "digits", ...DATASET_DEFAULTS.digits, trainExamples: 50 };
 * assertEquals(config.validationExamples, 300);
 * ```
 */
export const DATASET_DEFAULTS: DatasetDefaults = {
  digits: {
    preprocess: "subtract-mean",
    trainExamples: "all",
    validationExamples: 300,
    testExamples: 300,
    splitSeed: 0,
  },
  csv: {
    header: "names",
    label: -1,
    preprocess: "standardize",
    trainExamples: "all",
    splitSeed: 0,
  },
  cifar10: {
    preprocess: "subtract-mean",
    trainExamples: "all",
    validationExamples: 1000,
    testExamples: 1000,
  },
  mnist: {
    preprocess: "standardize-channels",
    trainExamples: "all",
    validationExamples: 5000,
    testExamples: "all",
  },
  "numpy-legacy": {},
};
