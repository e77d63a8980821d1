/**
 * Fashion-MNIST: grey images of 28×28 pixels of articles of clothing, in the layout of MNIST, which
 * it was made to replace: as many images and classes, but harder to tell apart.
 *
 * Source: H. Xiao, K. Rasul, R. Vollgraf, "Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine
 * Learning Algorithms", arXiv:1708.07747; https://github.com/zalandoresearch/fashion-mnist.
 *
 * @module
 */
import type { ConfigOf } from "@samebit/input";
import type { Dataset, DatasetLoader, DataSource } from "@samebit/splits";
import { loadIdxImages } from "./idx_images.ts";
import { OFFICIAL_FIELDS } from "./official_fields.ts";
import { FASHION_MNIST_FILES } from "./official_files.ts";

/** The classes by their numbers, as the authors name them. */
const CLASSES = [
  "T-shirt/top",
  "Trouser",
  "Pullover",
  "Dress",
  "Coat",
  "Sandal",
  "Shirt",
  "Sneaker",
  "Bag",
  "Ankle boot",
];

/** Fashion-MNIST: 70,000 grey images of 28×28 pixels of clothing in 10 classes, in packed IDX files. */
export type FashionMnistConfig = ConfigOf<"fashion-mnist", typeof OFFICIAL_FIELDS>;

/**
 * Loads Fashion-MNIST from `fashion-mnist/` in the data directory: shape [28, 28], bytes from 0
 * (background) to 255, row by row from the top.
 *
 * Files that are not the official ones are used with a warning; they are recognized by the hashes
 * of the packed files.
 *
 * @throws {SyntaxError} If a file is cut off or damaged, is no IDX file of 28×28 images or of labels
 * from 0 to 9, or images and labels differ in number; file and offset are named.
 * @throws {RangeError} If the splits do not fit.
 * @throws {Error} If a file cannot be read.
 */
export async function loadFashionMnist(
  config: FashionMnistConfig,
  source: DataSource,
): Promise<Dataset> {
  return await loadIdxImages(
    { classes: CLASSES, files: FASHION_MNIST_FILES, hashed: "packed" },
    config,
    source,
  );
}

/** Fashion-MNIST: 70,000 grey images of 28×28 pixels of clothing in 10 classes, in packed IDX files. */
export const fashionMnist: DatasetLoader<"fashion-mnist", typeof OFFICIAL_FIELDS> = {
  fields: OFFICIAL_FIELDS,
  load: loadFashionMnist,
  hasPixels: true,
};
