/**
 * MNIST: grey images of 28×28 pixels of handwritten digits, in the four packed IDX files of the
 * official distribution. The header of a file says how many images it holds.
 *
 * Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
 *
 * @module
 */
import type { ConfigOf } from "@samebit/input";
import type { Dataset, DatasetLoader, DataSource } from "@samebit/splits";
import { loadIdxImages } from "./idx_images.ts";
import { OFFICIAL_FIELDS } from "./official_fields.ts";
import { MNIST_FILES } from "./official_files.ts";

const CLASSES = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** MNIST: 70,000 grey images of 28×28 pixels of handwritten digits, in packed IDX files. */
export type MnistConfig = ConfigOf<"mnist", typeof OFFICIAL_FIELDS>;

/**
 * Loads MNIST from `mnist/` in the data directory: shape [28, 28], bytes from 0 (background) to 255
 * (ink), row by row from the top; classes `0` to `9`.
 *
 * Files that are not the official ones are used with a warning; they are recognized by the hashes
 * of what they unpack to, since mirrors pack them differently.
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
 *   "fetch it with deno task data mnist",
 * );
 * ```
 */
export async function loadMnist(config: MnistConfig, source: DataSource): Promise<Dataset> {
  return await loadIdxImages(
    { classes: CLASSES, files: MNIST_FILES, hashed: "unpacked" },
    config,
    source,
  );
}

/** MNIST: 70,000 grey images of 28×28 pixels of handwritten digits, in packed IDX files. */
export const mnist: DatasetLoader<"mnist", typeof OFFICIAL_FIELDS> = {
  fields: OFFICIAL_FIELDS,
  load: loadMnist,
  hasPixels: true,
};
