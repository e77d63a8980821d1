/**
 * Every kind of data set by its name: the one place to enter a new one.
 *
 * @module
 */
import { loadCifar10 } from "./cifar10.ts";
import type { DatasetConfig, DatasetConfigOf, DatasetKind } from "./config.ts";
import { loadCsvFile } from "./csv_file.ts";
import type { Dataset } from "./dataset.ts";
import { loadDigits } from "./digits.ts";
import { loadMnist } from "./mnist.ts";
import { loadNumpyLegacy } from "./numpy_legacy.ts";
import type { DataSource } from "./source.ts";

type Loader<K extends DatasetKind> = (
  config: DatasetConfigOf<K>,
  source: DataSource,
) => Promise<Dataset>;

const LOADERS: { readonly [K in DatasetKind]: Loader<K> } = {
  digits: loadDigits,
  csv: loadCsvFile,
  cifar10: loadCifar10,
  mnist: loadMnist,
  "numpy-legacy": loadNumpyLegacy,
};

/** The kinds of data sets there are, in the order of the documentation. */
export const DATASET_KINDS: readonly DatasetKind[] = Object.keys(LOADERS) as DatasetKind[];

/**
 * Loads the data set that a plan names. Same configuration, same files: the same bits.
 *
 * @param source Where files come from; an embedded data set reads none.
 * @throws {TypeError} If `config.kind` is no kind of data set.
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
export async function loadDataset(config: DatasetConfig, source: DataSource): Promise<Dataset> {
  return await loaderOf(config.kind)(config, source);
}

/** The cast stands for "the loader of a kind takes that kind's configuration". */
function loaderOf<K extends DatasetKind>(kind: K): Loader<DatasetKind> {
  if (Object.hasOwn(LOADERS, kind)) return LOADERS[kind] as Loader<DatasetKind>;
  throw new TypeError(
    `Cannot load data set ${JSON.stringify(kind)}: wanted one of ${DATASET_KINDS.join(", ")}`,
  );
}
