/**
 * MNIST: grey images of 28×28 pixels of handwritten digits, in the four packed IDX files of the
 * official distribution. How many images a file holds, its header says.
 *
 * Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
 *
 * @module
 */
import { concatenate } from "@samebit/arrays";
import type { ConfigOf } from "@samebit/input";
import {
  createOfficialDataset,
  type Dataset,
  type DatasetLoader,
  type DataSource,
  IMAGE_PREPROCESS_FIELD,
  OFFICIAL_TEST_EXAMPLES,
  sha256Of,
  TRAIN_EXAMPLES,
  VALIDATION_EXAMPLES,
} from "@samebit/splits";
import { type IdxFile, readIdx } from "./idx.ts";
import { isOfficial, MNIST_FILES, warnOfOthers } from "./official_files.ts";

const SHAPE = [28, 28];
const CLASSES = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** More than any file of MNIST holds; what a damaged or hostile file may unpack to is bounded by it. */
const MAX_COUNT = 100_000;

const REMEDY = "fetch it by deno task data mnist, or say by --data-dir FOLDER where the folder " +
  "mnist lies";

/** The fields of the data set. */
const FIELDS = {
  preprocess: { ...IMAGE_PREPROCESS_FIELD, default: "standardize-channels" },
  trainExamples: TRAIN_EXAMPLES,
  validationExamples: { ...VALIDATION_EXAMPLES, default: 5000 },
  testExamples: { ...OFFICIAL_TEST_EXAMPLES, default: "all" },
} as const;

/** MNIST: 70,000 grey images of 28×28 pixels of handwritten digits, in packed IDX files. */
export type MnistConfig = ConfigOf<"mnist", typeof FIELDS>;

/**
 * Loads MNIST from `mnist/` in the data directory: shape [28, 28], bytes from 0 (background) to 255
 * (ink), row by row from the top; classes `0` to `9`.
 *
 * Files that are not the official ones are used with a warning; they are told by what they unpack
 * to, since mirrors pack them differently.
 *
 * @throws {SyntaxError} If a file is cut off or damaged, is no IDX file of 28×28 images or of labels
 * from 0 to 9, or images and labels differ in number; file and offset are named.
 * @throws {RangeError} If the splits do not fit.
 * @throws {Error} If a file cannot be read.
 *
 * @example
 * ```ts
 * import { DATASET_DEFAULTS, loadDataset } from "@samebit/datasets";
 * import { assertRejects } from "@std/assert";
 *
 * const source = { readFile: (path: string) => Deno.readFile(`no-such-folder/${path}`) };
 * await assertRejects(
 *   () => loadDataset({ kind: "mnist", ...DATASET_DEFAULTS.mnist }, source),
 *   Error,
 *   "fetch it by deno task data mnist",
 * );
 * ```
 */
export async function loadMnist(config: MnistConfig, source: DataSource): Promise<Dataset> {
  const sha256 = sha256Of(source);
  const train = await readPart(source, "train");
  const test = await readPart(source, "t10k");
  const content = {
    shape: SHAPE,
    values: concatenate([train.images.items, test.images.items]),
    labels: Uint16Array.from(concatenate([train.labels.items, test.labels.items])),
    classes: CLASSES,
  };
  const others = [train, test].flatMap((part) => [part.images, part.labels])
    .filter(({ file, bytes }) => !isOfficial(MNIST_FILES, file, bytes, sha256));
  const warnings = warnOfOthers(config.kind, MNIST_FILES, others.map(({ file }) => file));
  const parts = { trainingExamples: train.images.count, warnings };
  return createOfficialDataset(content, parts, config, sha256);
}

/** MNIST: 70,000 grey images of 28×28 pixels of handwritten digits, in packed IDX files. */
export const mnist: DatasetLoader<"mnist", typeof FIELDS> = {
  fields: FIELDS,
  load: loadMnist,
};

type NamedIdxFile = IdxFile & { readonly file: string };

async function readPart(
  source: DataSource,
  name: "train" | "t10k",
): Promise<{ images: NamedIdxFile; labels: NamedIdxFile }> {
  const read = async (file: string, axes: readonly number[]): Promise<NamedIdxFile> => {
    return { file, ...await readIdx(source, file, { axes, maxCount: MAX_COUNT, remedy: REMEDY }) };
  };
  const images = await read(`mnist/${name}-images-idx3-ubyte.gz`, SHAPE);
  const labels = await read(`mnist/${name}-labels-idx1-ubyte.gz`, []);
  if (images.count !== labels.count) {
    throw new SyntaxError(
      `Cannot read ${labels.file}: it has ${labels.count} labels, ` +
        `but ${images.file} has ${images.count} images`,
    );
  }
  const wrong = labels.items.findIndex((label) => label >= CLASSES.length);
  if (wrong >= 0) {
    const offset = labels.bytes.length - labels.items.length + wrong;
    throw new SyntaxError(
      `Cannot read ${labels.file}: the label at offset ${offset} of what it unpacks to is ` +
        `${labels.items[wrong]}, wanted 0 to ${CLASSES.length - 1}; the file is damaged`,
    );
  }
  return { images, labels };
}
