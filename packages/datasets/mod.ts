/**
 * The data sets: digits, tables, arrays, images, CIFAR-10 and CIFAR-100, MNIST and Fashion-MNIST,
 * each loaded, split and given an input map, the same bits on every machine; and examples of one's
 * own, read as a table.
 *
 * A data set is a pure function of its configuration and its files. A new one is a file of its own like
 * `digits.ts` and a line in `registry.ts`.
 *
 * Content, hash, splits and inputs, to the last bit: `docs/contracts/5-data.md`, of targets that are
 * numbers `docs/contracts/16-regression.md`.
 *
 * @module
 */
export { DIGITS_FIELDS, type DigitsConfig, digitsTable, loadDigits } from "./digits.ts";
export type { AnswerColumns, TrainedOn } from "./example_columns.ts";
export { type Examples, type ExamplesOptions, parseExamples } from "./examples.ts";
export { type Colors, type ImageSize, type PackConfig, packOf } from "./images_config.ts";
export { madeUpDataset } from "./made_up_data.ts";
export {
  type OwnDataset,
  ownDatasetLoader,
  type OwnExamples,
  type OwnSplits,
} from "./own_dataset.ts";
export {
  DATASET_DEFAULTS,
  DATASET_FIELDS,
  type DatasetConfig,
  type DatasetConfigOf,
  type DatasetKind,
  DATASETS,
  loadDataset,
  type OwnDatasets,
} from "./registry.ts";
