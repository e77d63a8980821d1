/**
 * Data sets: digits, tables, arrays, CIFAR-10 and MNIST, loaded, split and given an input map, the same bits on every machine;
 * and the order in which a run sees its training examples.
 *
 * A data set is a pure function of its configuration and its files. Values stay as they are stored
 * (images as bytes); `offset` and `factor` say how the gather kernel makes inputs of them. Files are
 * read through a {@link DataSource} that is passed in, so everything here runs in a browser too.
 *
 * A new data set is a file of its own like `digits.ts` and a line in `registry.ts`.
 *
 * Content, hash, splits, inputs, minibatches and augmentation, to the last bit:
 * `docs/contracts/5-data.md`, of targets that are numbers `docs/contracts/16-regression.md`.
 *
 * @module
 */
export {
  type Augmentation,
  AUGMENTATION_FIELDS,
  type AugmentationConfig,
  type AugmentedStep,
  createAugmentation,
  mixesRows,
} from "./augmentation.ts";
export type { ImagePreprocess, OfficialSplitConfig, Preprocess, SplitConfig } from "./config.ts";
export {
  type ColumnNames,
  type Content,
  hashContent,
  portableSha256,
  type Sha256,
} from "./content.ts";
export { type ClassCounts, countClasses } from "./class_counts.ts";
export { type ContentConfig, createDataset } from "./create_dataset.ts";
export type { Dataset, DatasetLoader, Split } from "./dataset.ts";
export { DIGITS_FIELDS, type DigitsConfig, digitsTable, loadDigits } from "./digits.ts";
export type { AnswerColumns, TrainedOn } from "./example_columns.ts";
export { type Examples, type ExamplesOptions, parseExamples } from "./examples.ts";
export {
  createMinibatches,
  type Minibatches,
  type MinibatchesOptions,
  type Sampling,
} from "./minibatches.ts";
export { madeUpDataset } from "./made_up_data.ts";
export { createInputMap, type InputMap } from "./preprocess.ts";
export {
  DATASET_DEFAULTS,
  DATASET_FIELDS,
  type DatasetConfig,
  type DatasetConfigOf,
  type DatasetKind,
  DATASETS,
  loadDataset,
} from "./registry.ts";
export { checkDataPath, type DataSource, readDataFile, sha256Of } from "./source.ts";
export { chooseSplits, type SplitIndices } from "./splits.ts";
export { createViews, type View, VIEWS, type Views } from "./views.ts";
export { createTargetMap, type TargetColumns, type TargetMap } from "./targets.ts";
