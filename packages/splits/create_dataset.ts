/**
 * From content to data set: hash, splits, input map. The last step of every loader, whether or not
 * its data come with their own test part.
 *
 * @module
 */
import type { ImagePreprocess, OfficialSplitConfig, SplitConfig } from "./config.ts";
import {
  type Content,
  countFeatures,
  hashContent,
  type Sha256,
  type SplitIndices,
} from "./content.ts";
import type { Dataset, Split } from "./dataset.ts";
import { cutOfficialSplits } from "./official_splits.ts";
import { createInputMap } from "./preprocess.ts";
import { createSplits, type Splits, takeRows } from "./splits.ts";
import { mapTargets } from "./targets.ts";

/** What is common to all configurations. */
export interface ContentConfig {
  /** What the data set is called, such as `digits`. */
  readonly kind: string;
  /** How stored values become inputs. */
  readonly preprocess: ImagePreprocess;
}

/**
 * Creates the data set that `config` asks for out of content that is shuffled and cut. The content
 * may be any arrays: training on your own data begins here.
 *
 * @throws {RangeError} If the splits do not fit the content.
 *
 * @example
 * ```ts
 * import { createDataset } from "@samebit/splits";
 * import { assertEquals } from "@std/assert";
 *
 * const content = {
 *   shape: [2],
 *   values: Float32Array.of(1, 10, 2, 20, 3, 30, 4, 40),
 *   labels: Uint16Array.of(0, 1, 0, 1),
 *   classes: ["even", "odd"],
 * };
 * const { train } = createDataset(content, {
 *   kind: "mine",
 *   preprocess: "standardize",
 *   trainExamples: "all",
 *   validationExamples: 1,
 *   testExamples: 1,
 *   splitSeed: 0,
 * });
 * assertEquals(train.count, 2);
 * ```
 */
export function createDataset(
  content: Content,
  config: ContentConfig & SplitConfig,
  sha256?: Sha256,
): Dataset {
  const splits = createSplits(content, config);
  return assemble(content, config, splits, splits.train, [], sha256);
}

/** Creates the data set that `config` asks for out of content whose splits are chosen already. */
export function createSharedDataset(
  content: Content,
  config: ContentConfig,
  rows: SplitIndices,
  sha256?: Sha256,
): Dataset {
  const splits = {
    train: takeRows(content, rows.train),
    validation: takeRows(content, rows.validation),
    test: takeRows(content, rows.test),
  };
  return assemble(content, config, splits, splits.train, [], sha256);
}

/** What comes with a data set that has its own test part. */
export interface OfficialParts {
  /** How many of the examples, from the first, come from the training files. */
  readonly trainingExamples: number;
  /** What a reader should know before trusting numbers. */
  readonly warnings: readonly string[];
}

/**
 * Creates the data set that `config` asks for out of content that comes with a test part of its
 * own. The splits are views into the content, not copies.
 *
 * @throws {RangeError} If the splits do not fit the content.
 */
export function createOfficialDataset(
  content: Content,
  { trainingExamples, warnings }: OfficialParts,
  config: ContentConfig & OfficialSplitConfig,
  sha256?: Sha256,
): Dataset {
  const { fitted, ...splits } = cutOfficialSplits(content, trainingExamples, config);
  return assemble(content, config, splits, fitted, warnings, sha256);
}

/** Puts the parts together; the input map is worked out from `fitted`. */
function assemble(
  content: Content,
  { kind, preprocess }: ContentConfig,
  splits: Splits,
  fitted: Split,
  warnings: readonly string[],
  sha256: Sha256 | undefined,
): Dataset {
  const { shape, classes, columns, targets } = content;
  return {
    kind,
    features: countFeatures(shape),
    shape,
    classes,
    ...(columns !== undefined && { columns }),
    ...(targets !== undefined && { targets: mapTargets(targets, fitted.targets!) }),
    hash: hashContent(content, sha256),
    warnings,
    ...createInputMap(fitted, shape, preprocess),
    ...splits,
  };
}
