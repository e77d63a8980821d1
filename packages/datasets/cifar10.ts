/**
 * CIFAR-10 in the official binary layout: six files of 10,000 records, each a label byte and 3,072
 * pixel bytes. Not for the Python and Matlab editions of the same images.
 *
 * Source: A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009; the layout:
 * https://www.cs.toronto.edu/~kriz/cifar.html, "Binary version".
 *
 * @module
 */
import type { ConfigOf } from "@samebit/input";
import {
  type Dataset,
  type DatasetLoader,
  type DataSource,
  IMAGE_PREPROCESS_FIELD,
  OFFICIAL_TEST_EXAMPLES,
  TRAIN_EXAMPLES,
  VALIDATION_EXAMPLES,
} from "@samebit/splits";
import { loadCifar } from "./cifar_files.ts";
import { CIFAR10_FILES } from "./official_files.ts";

const RECORDS = 10_000;
const NAMES = { file: "cifar-10-batches-bin/batches.meta.txt", count: 10 };

/** The fields of the data set. */
const FIELDS = {
  preprocess: { ...IMAGE_PREPROCESS_FIELD, default: "subtract-mean" },
  trainExamples: TRAIN_EXAMPLES,
  validationExamples: { ...VALIDATION_EXAMPLES, default: 1000 },
  testExamples: { ...OFFICIAL_TEST_EXAMPLES, default: 1000 },
} as const;

/** CIFAR-10: 60,000 colour images of 32×32 pixels in 10 classes, in the official binary layout. */
export type Cifar10Config = ConfigOf<"cifar10", typeof FIELDS>;

/**
 * Loads CIFAR-10 from `cifar-10-batches-bin/` in the data directory: shape [3, 32, 32], bytes as in
 * the files, channels first: all red, all green, all blue, each row by row from the top. The names
 * of the classes are those of `batches.meta.txt`.
 *
 * All 60,000 images are held once, 184 MB, whatever the splits; the splits are views into them.
 * Files that are not the official ones are used with a warning.
 *
 * @throws {SyntaxError} If a file does not have the size of 10,000 records, or a label is above 9;
 * file and offset are named.
 * @throws {RangeError} If the splits do not fit 50,000 and 10,000 examples.
 * @throws {Error} If a file cannot be read.
 *
 * @example
 * ```ts
 * import { DATASET_DEFAULTS, loadDataset } from "@samebit/datasets";
 * import { assertRejects } from "@std/assert";
 *
 * const source = { readFile: (path: string) => Deno.readFile(`no-such-folder/${path}`) };
 * await assertRejects(
 *   () => loadDataset({ kind: "cifar10", ...DATASET_DEFAULTS.cifar10 }, source),
 *   Error,
 *   "fetch it with deno task data cifar10",
 * );
 * ```
 */
export async function loadCifar10(config: Cifar10Config, source: DataSource): Promise<Dataset> {
  return await loadCifar10Files(config, source, RECORDS);
}

/** CIFAR-10: 60,000 colour images of 32×32 pixels in 10 classes, in the official binary layout. */
export const cifar10: DatasetLoader<"cifar10", typeof FIELDS> = {
  fields: FIELDS,
  load: loadCifar10,
  hasPixels: true,
};

/** Loads files of `records` records each, so that tests need no 184 MB. */
export async function loadCifar10Files(
  config: Cifar10Config,
  source: DataSource,
  records: number,
): Promise<Dataset> {
  const layout = {
    files: CIFAR10_FILES,
    records: Object.keys(CIFAR10_FILES).map(() => records),
    labels: { bytes: 1, at: 0 },
    names: NAMES,
  };
  return await loadCifar(layout, config, source);
}
