/**
 * A loaded data set: three splits held as bytes or floats, the affine map that turns a stored value
 * into a network input, and a hash of the content. Minibatches are taken by the gather kernel,
 * which applies the map, so images stay bytes.
 *
 * @module
 */
import type { ConfigOf, Fields } from "@samebit/input";
import type { TableDoubts, TableEncoding } from "@samebit/tables";
import type { ColumnNames } from "./content.ts";
import type { DataSource } from "./source.ts";
import type { TargetMap } from "./targets.ts";

/** One split: `count` examples of `features` values each, with their labels or targets. */
export interface Split {
  /** Stored values, [count, features]. */
  readonly values: Uint8Array | Float32Array | Float64Array;
  /** Class numbers, [count]; empty where there are targets instead. */
  readonly labels: Uint16Array;
  /** Numbers to be predicted, as they are written, [count, targets]. */
  readonly targets?: Float64Array;
  /** The number of examples. */
  readonly count: number;
}

/** A loaded data set: input = (value − offset) · factor, feature by feature. */
export interface Dataset {
  /** The kind it was loaded as, such as `digits`. */
  readonly kind: string;
  /** The number of features of an example. */
  readonly features: number;
  /** The axes of one example, such as [8, 8] or [3, 32, 32]; their product is `features`. */
  readonly shape: readonly number[];
  /** The names of the classes, by class number; none if there are targets instead. */
  readonly classes: readonly string[];
  /** How the targets are standardized; absent where there are classes. */
  readonly targets?: TargetMap;
  /** The names of a table's columns; absent if it has none. */
  readonly columns?: ColumnNames;
  /** What turned the cells of a table into values, fitted on the train split; absent for others. */
  readonly encoding?: TableEncoding;
  /** SHA-256 (hexadecimal) of the content as it was before splitting and preprocessing. */
  readonly hash: string;
  /** What a reader should know before trusting numbers, such as "not the official files". */
  readonly warnings: readonly string[];
  /** What is doubtful about a table, for a warning before anything is run; in no file of a run. */
  readonly doubts?: TableDoubts;
  /** Subtracted from each feature, [features]; rounded from float64 to float32. */
  readonly offset: Float32Array;
  /** Multiplies each feature after the subtraction, [features]. */
  readonly factor: Float32Array;
  /** What weights are fitted on. */
  readonly train: Split;
  /** What variants and epochs are chosen by. */
  readonly validation: Split;
  /** What is looked at once, at the end. */
  readonly test: Split;
}

/** One kind of data set: what a plan says about it, and how it is loaded. */
export interface DatasetLoader<Kind extends string, F extends Fields> {
  /** Its fields. */
  readonly fields: F;
  /** Loads it; the fields have been checked. An embedded data set reads no source. */
  load(config: ConfigOf<Kind, F>, source: DataSource): Promise<Dataset>;
  /** Whether its values are pixels from 0, black, to 255, as image files have them. */
  readonly hasPixels?: true;
}
