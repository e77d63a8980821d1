/**
 * From content to data set: hash, splits, input map, in this order. What every data set without an
 * official split ends with.
 *
 * @module
 */
import type { DatasetConfig } from "./config.ts";
import { type Content, countFeatures, hashContent } from "./content.ts";
import type { Dataset } from "./dataset.ts";
import { createInputMap } from "./preprocess.ts";
import { createSplits } from "./splits.ts";

/**
 * Creates the data set that `config` asks for out of its content.
 *
 * @throws {RangeError} If the splits do not fit the content.
 */
export function createDataset(content: Content, config: DatasetConfig): Dataset {
  const features = countFeatures(content.shape);
  const splits = createSplits(content, config);
  return {
    kind: config.kind,
    features,
    shape: content.shape,
    classes: content.classes,
    hash: hashContent(content),
    warnings: [],
    ...createInputMap(splits.train, features, config.preprocess),
    ...splits,
  };
}
