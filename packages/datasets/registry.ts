/**
 * Every kind of data set by its name: the one place to enter a new one.
 *
 * @module
 */
import {
  type ConfigOfKinds,
  type DefaultsByKind,
  defaultsByKind,
  type Fields,
  type FieldsIn,
  fieldsIn,
  requireFields,
} from "@samebit/input";
import type { Dataset, DatasetLoader, DataSource } from "@samebit/splits";
import { arrays } from "./arrays.ts";
import { cifar10 } from "./cifar10.ts";
import { cifar100 } from "./cifar100.ts";
import { csv } from "./csv_file.ts";
import { digits } from "./digits.ts";
import { fashionMnist } from "./fashion_mnist.ts";
import { images } from "./images.ts";
import { mnist } from "./mnist.ts";
import { numpyLegacy } from "./numpy_legacy.ts";

/** Every kind of data set by its name, in the order of the documentation. */
export const DATASETS = {
  digits,
  csv,
  arrays,
  images,
  cifar10,
  cifar100,
  mnist,
  "fashion-mnist": fashionMnist,
  "numpy-legacy": numpyLegacy,
} as const;

/** Their fields. */
export const DATASET_FIELDS: FieldsIn<typeof DATASETS> = fieldsIn(DATASETS);

/** Any data set with every field given, distinguished by `kind`. */
export type DatasetConfig = ConfigOfKinds<typeof DATASET_FIELDS>;

/** The kinds of data sets. */
export type DatasetKind = DatasetConfig["kind"];

/** The configuration of one kind. */
export type DatasetConfigOf<K extends DatasetKind> = Extract<DatasetConfig, { kind: K }>;

/**
 * The value of a field that an experiment file leaves out, by kind.
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
export const DATASET_DEFAULTS: DefaultsByKind<typeof DATASET_FIELDS> = defaultsByKind(
  DATASET_FIELDS,
);

/** Data sets of a folder's own, by name: what {@link DATASETS} is to the project. */
export type OwnDatasets = Readonly<Record<string, DatasetLoader<string, Fields>>>;

/**
 * Loads the data set that a plan names. Same configuration, same files: the same bits.
 *
 * @param source Where files come from; an embedded data set reads none.
 * @param own Data sets of a folder's own, for a plan that names one.
 * @throws {TypeError} If `config.kind` is not a kind of data set that is here.
 * @throws {RangeError} If sizes, columns or paths are impossible.
 * @throws {SyntaxError} If a file is damaged; file and line or offset are named.
 * @throws {Error} If a file cannot be read; its path is named.
 *
 * @example
 * ```ts
 * import { DATASET_DEFAULTS, loadDataset } from "@samebit/datasets";
 * import { assertEquals } from "@std/assert";
 *
 * const config = { kind: "digits", ...DATASET_DEFAULTS.digits } as const;
 * const digits = await loadDataset(config, { readFile: (path) => Deno.readFile(path) });
 * assertEquals(digits.test.count, 300);
 * ```
 */
export async function loadDataset(
  config: DatasetConfig,
  source: DataSource,
  own: OwnDatasets = {},
): Promise<Dataset> {
  const { kind } = config;
  const known = { ...own, ...DATASETS } as OwnDatasets;
  if (!Object.hasOwn(known, kind)) {
    const wanted = kind.startsWith("own-")
      ? "its code is not here but in its author's folder, where the tasks experiment and verify run it"
      : `wanted one of ${Object.keys(DATASETS).join(", ")}`;
    throw new TypeError(`Cannot load data set ${JSON.stringify(kind)}: ${wanted}`);
  }
  const { fields, load } = known[kind]!;
  requireFields(`data set ${kind}`, fields, config);
  return await load(config, source);
}
