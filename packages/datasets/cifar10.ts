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
  type Content,
  createOfficialDataset,
  type Dataset,
  type DatasetLoader,
  type DataSource,
  IMAGE_PREPROCESS_FIELD,
  OFFICIAL_TEST_EXAMPLES,
  readDataFile,
  sha256Of,
  TRAIN_EXAMPLES,
  VALIDATION_EXAMPLES,
} from "@samebit/splits";
import { CIFAR10_FILES, isOfficial, warnOfOthers } from "./official_files.ts";

const META = "cifar-10-batches-bin/batches.meta.txt";
const SHAPE = [3, 32, 32];
const PIXELS = 3072;
const RECORD = 1 + PIXELS;
const RECORDS = 10_000;
const CLASSES = 10;
const TRAINING_FILES = 5;

const REMEDY = "fetch it by deno task data cifar10, or say by --data-dir FOLDER where the folder " +
  "cifar-10-batches-bin lies";

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
 * @throws {SyntaxError} If a file has not the size of 10,000 records, or a label is above 9; file
 * and offset are named.
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
 *   "fetch it by deno task data cifar10",
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
};

/** Loads files of `records` records each, so that tests need no 184 MB. */
export async function loadCifar10Files(
  config: Cifar10Config,
  source: DataSource,
  records: number,
): Promise<Dataset> {
  const sha256 = sha256Of(source);
  const classes = parseClasses(await readDataFile(source, META, REMEDY));
  const files = Object.keys(CIFAR10_FILES);
  const content: Content = {
    shape: SHAPE,
    values: new Uint8Array(files.length * records * PIXELS),
    labels: new Uint16Array(files.length * records),
    classes,
  };
  const others: string[] = [];
  for (const [index, file] of files.entries()) {
    const bytes = await readDataFile(source, file, REMEDY);
    copyRecords(bytes, file, content, index * records, records);
    if (!isOfficial(CIFAR10_FILES, file, bytes, sha256)) others.push(file);
  }
  const trainingExamples = TRAINING_FILES * records;
  const warnings = warnOfOthers(config.kind, CIFAR10_FILES, others);
  return createOfficialDataset(content, { trainingExamples, warnings }, config, sha256);
}

/** Copies the records of a file to the examples from `first`; the file's bytes are not kept. */
function copyRecords(
  bytes: Uint8Array,
  file: string,
  { values, labels }: Content,
  first: number,
  records: number,
): void {
  const wanted = records * RECORD;
  if (bytes.length !== wanted) {
    const state = bytes.length < wanted
      ? `it ends at offset ${bytes.length}`
      : `it continues at offset ${wanted} and has ${bytes.length} bytes`;
    throw new SyntaxError(
      `Cannot read ${file}: ${state}, wanted ${wanted} bytes, ${records} images of ${RECORD}; ` +
        REMEDY,
    );
  }
  for (let record = 0; record < records; record++) {
    const offset = record * RECORD;
    const label = bytes[offset]!;
    if (label >= CLASSES) {
      throw new SyntaxError(
        `Cannot read ${file}: the label at offset ${offset} is ${label}, ` +
          `wanted 0 to ${CLASSES - 1}; the file is damaged`,
      );
    }
    labels[first + record] = label;
    values.set(bytes.subarray(offset + 1, offset + RECORD), (first + record) * PIXELS);
  }
}

function parseClasses(bytes: Uint8Array): string[] {
  const text = new TextDecoder().decode(bytes);
  const names = text.trim().split(/\r?\n/).map((name) => name.trim());
  const strange = names.length !== CLASSES || new Set(names).size !== CLASSES ||
    names.some((name) => !/^[\x20-\x7e]{1,40}$/.test(name));
  if (!strange) return names;
  throw new SyntaxError(
    `Cannot read ${META}: wanted ${CLASSES} different names of classes, one a line`,
  );
}
