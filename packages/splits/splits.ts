/**
 * Cuts the examples of a data set into test, validation and train parts, the same ones on every
 * machine. Not for a data set that comes with its own test part: see `official_splits.ts`.
 *
 * The one idea: one permutation, drawn from the split seed alone, is cut from the front, so test and
 * validation stay the same examples however many are trained on.
 *
 * @module
 */
import { createStream, permutation } from "@samebit/random";
import type { SplitConfig } from "./config.ts";
import { type Content, countExamples, countFeatures, type SplitIndices } from "./content.ts";
import type { Split } from "./dataset.ts";

/** The three splits of a data set. */
export interface Splits {
  /** What weights are fitted on. */
  readonly train: Split;
  /** What variants and epochs are chosen by. */
  readonly validation: Split;
  /** What is looked at once, at the end. */
  readonly test: Split;
}

/**
 * Chooses the rows of each split among rows 0 to `count` − 1.
 *
 * Section 5.8 of the contract, `docs/contracts/5-data.md`: the rows in the order of the permutation
 * on page 0 of the stream `split` of root seed `splitSeed` are cut into test, then validation, then
 * train; `trainExamples` takes the first ones of the train part.
 *
 * @throws {RangeError} If a size is not an integer of at least 1, or the sizes do not fit `count`.
 *
 * @example
 * ```ts
 * import { chooseSplits } from "@samebit/splits";
 * import { assertEquals } from "@std/assert";
 *
 * const sizes = { trainExamples: "all", validationExamples: 2, testExamples: 3 } as const;
 * const { train, validation, test } = chooseSplits(10, { ...sizes, splitSeed: 0 });
 * assertEquals([...test, ...validation, ...train].sort(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
 * assertEquals(train.length, 5);
 * ```
 */
export function chooseSplits(count: number, config: SplitConfig): SplitIndices {
  const { validationExamples, testExamples } = config;
  const trainExamples = countTrain(count, config);
  const order = permutation(createStream(config.splitSeed, "split"), 0, count);
  const held = testExamples + validationExamples;
  return {
    test: order.slice(0, testExamples),
    validation: order.slice(testExamples, held),
    train: order.slice(held, held + trainExamples),
  };
}

/** Copies the rows of each split, chosen by {@link chooseSplits}, so that each split is dense. */
export function createSplits(content: Content, config: SplitConfig): Splits {
  const indices = chooseSplits(countExamples(content), config);
  return {
    train: takeRows(content, indices.train),
    validation: takeRows(content, indices.validation),
    test: takeRows(content, indices.test),
  };
}

/** Copies the rows `indices` of `content`, in that order, into a split of their own. */
export function takeRows(content: Content, indices: Uint32Array): Split {
  const { labels, targets } = content;
  const features = countFeatures(content.shape);
  return {
    values: copyRows(content.values, indices, features),
    labels: targets === undefined ? copyRows(labels, indices, 1) : labels,
    ...(targets !== undefined && {
      targets: copyRows(targets.values, indices, targets.names.length),
    }),
    count: indices.length,
  };
}

/** The rows of so many numbers each with these indices, in that order. */
function copyRows<A extends Content["values"] | Content["labels"]>(
  source: A,
  indices: Uint32Array,
  width: number,
): A {
  const SameArray = source.constructor as new (length: number) => A;
  const rows = new SameArray(indices.length * width);
  indices.forEach((index, row) => {
    rows.set(source.subarray(index * width, (index + 1) * width), row * width);
  });
  return rows;
}

function countTrain(count: number, config: SplitConfig): number {
  checkSizes(config, ["trainExamples"]);
  const { trainExamples, validationExamples, testExamples } = config;
  const left = count - testExamples - validationExamples;
  const wanted = trainExamples === "all" ? Math.max(left, 1) : trainExamples;
  if (wanted <= left) return wanted;
  throw new RangeError(
    `Cannot split ${count} examples: testExamples ${testExamples} and validationExamples ` +
      `${validationExamples} leave ${Math.max(left, 0)} to train on, trainExamples is ` +
      `${trainExamples === "all" ? '"all", at least 1' : trainExamples}`,
  );
}

/** The sizes of splits, whichever way they are cut. */
interface SplitSizes {
  readonly trainExamples: number | "all";
  readonly validationExamples: number;
  readonly testExamples: number | "all";
}

/**
 * Refuses sizes that fit no data at all.
 *
 * @param mayBeAll The sizes that may be `"all"`.
 * @throws {RangeError} If a size is neither an integer of at least 1 nor an allowed `"all"`.
 */
export function checkSizes(config: SplitSizes, mayBeAll: readonly (keyof SplitSizes)[]): void {
  for (const field of ["trainExamples", "validationExamples", "testExamples"] as const) {
    const size = config[field];
    const all = mayBeAll.includes(field);
    if (size === "all" ? all : Number.isInteger(size) && size >= 1) continue;
    const wanted = all ? 'an integer of at least 1 or "all"' : "an integer of at least 1";
    throw new RangeError(`Cannot split examples: ${field} is ${size}; wanted ${wanted}`);
  }
}
