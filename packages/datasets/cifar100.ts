/**
 * CIFAR-100 in the official binary layout: two files of 50,000 and 10,000 records, each the byte of the
 * coarse label, the byte of the fine label and 3,072 pixel bytes.
 *
 * Source: A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009; the layout:
 * https://www.cs.toronto.edu/~kriz/cifar.html, "Binary version".
 *
 * @module
 */
import { type ConfigOf, oneOf, type Values } from "@samebit/input";
import type { Dataset, DatasetLoader, DataSource } from "@samebit/splits";
import { loadCifar } from "./cifar_files.ts";
import { OFFICIAL_FIELDS } from "./official_fields.ts";
import { CIFAR100_FILES } from "./official_files.ts";

/** Which of an image's two labels is its class. */
export type Cifar100Labels = "fine" | "coarse";

const LABELS: Values<Cifar100Labels> = oneOf<Cifar100Labels>("labels", "fine", "coarse");

const RECORDS = [50_000, 10_000] as const;

/** Which of an image's two labels is used, and the file that names its classes. */
const CLASSES = {
  fine: { at: 1, file: "cifar-100-binary/fine_label_names.txt", count: 100 },
  coarse: { at: 0, file: "cifar-100-binary/coarse_label_names.txt", count: 20 },
} as const;

/** The fields of the data set. */
const FIELDS = {
  labels: {
    holds: LABELS,
    default: "fine",
    about: "The 100 classes, or the 20 groups of five that they belong to",
  },
  ...OFFICIAL_FIELDS,
} as const;

/** CIFAR-100: 60,000 colour images of 32×32 pixels in 100 classes, in the official binary layout. */
export type Cifar100Config = ConfigOf<"cifar100", typeof FIELDS>;

/**
 * Loads CIFAR-100 from `cifar-100-binary/` in the data directory: shape [3, 32, 32], bytes as in the
 * files, channels first. The names of the classes are those of `fine_label_names.txt` or
 * `coarse_label_names.txt`.
 *
 * All 60,000 images are held once, 184 MB, whatever the splits; the splits are views into them.
 * Files that are not the official ones are used with a warning.
 *
 * @throws {SyntaxError} If a file does not have the size of its records, or a label is above the
 * last class; file and offset are named.
 * @throws {RangeError} If the splits do not fit 50,000 and 10,000 examples.
 * @throws {Error} If a file cannot be read.
 */
export async function loadCifar100(config: Cifar100Config, source: DataSource): Promise<Dataset> {
  return await loadCifar100Files(config, source, RECORDS);
}

/** CIFAR-100: 60,000 colour images of 32×32 pixels in 100 classes, in the official binary layout. */
export const cifar100: DatasetLoader<"cifar100", typeof FIELDS> = {
  fields: FIELDS,
  load: loadCifar100,
  hasPixels: true,
};

/** Loads files of so many records, so that tests need no 184 MB. */
export async function loadCifar100Files(
  config: Cifar100Config,
  source: DataSource,
  records: readonly [train: number, test: number],
): Promise<Dataset> {
  const { at, ...names } = CLASSES[config.labels];
  const layout = { files: CIFAR100_FILES, records, labels: { bytes: 2, at }, names };
  return await loadCifar(layout, config, source);
}
