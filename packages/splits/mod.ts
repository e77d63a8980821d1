/**
 * What every data set becomes: its content and the hash of it, cut into training, validation and
 * test split, with the maps from stored values to inputs and from stored targets to those that are
 * trained on. The data sets themselves are in `@samebit/datasets`.
 *
 * Values stay as they are stored (images as bytes); `offset` and `factor` say how the gather kernel
 * turns them into inputs. Files are read through a {@link DataSource} that is passed in, so
 * everything here runs in a browser too.
 *
 * Content, hash, splits and inputs, to the last bit: `docs/contracts/5-data.md`, of targets that are
 * numbers `docs/contracts/16-regression.md`.
 *
 * @module
 */
export { type ClassCounts, countClasses } from "./class_counts.ts";
export {
  COUNT_OR_SHARE,
  IMAGE_PREPROCESS_FIELD,
  type ImagePreprocess,
  OFFICIAL_TEST_EXAMPLES,
  type OfficialSplitConfig,
  type Preprocess,
  PREPROCESS_FIELD,
  SPLIT_SEED,
  type SplitConfig,
  type SplitKind,
  TEST_EXAMPLES,
  TRAIN_EXAMPLES,
  VALIDATION_EXAMPLES,
} from "./config.ts";
export {
  type ColumnNames,
  type Content,
  countExamples,
  hashContent,
  portableSha256,
  type Sha256,
  type SplitIndices,
} from "./content.ts";
export {
  type ContentConfig,
  createDataset,
  createOfficialDataset,
  createSharedDataset,
  type OfficialParts,
} from "./create_dataset.ts";
export type { Dataset, DatasetLoader, Split } from "./dataset.ts";
export { createInputMap, type InputMap } from "./preprocess.ts";
export { type DataSource, hasherOf, readDataFile } from "./source.ts";
export { chooseSplits, takeRows } from "./splits.ts";
export { chooseTableSplits, type SplitKeys, type TableSplitConfig } from "./table_splits.ts";
export {
  createTargetMap,
  findNonBinary,
  mapTargets,
  type PlacedTarget,
  type TargetColumns,
  type TargetMap,
} from "./targets.ts";
