/**
 * Distributes the examples of a table over its splits: by chance, with each class in proportion,
 * group by group, or in an order; with or without folds. `docs/contracts/18-tables.md`, section
 * 18.4.
 *
 * The one idea: a rule says for each row which split it is in, and the rows of each split are in
 * the order of one permutation, drawn from the split seed alone.
 *
 * @module
 */
import { createStream, permutation, type Stream } from "@samebit/random";
import type { SplitKind } from "./config.ts";
import type { SplitIndices } from "./content.ts";

/** How a table is shared out. */
export interface TableSplitConfig {
  /** A number, or all that remain after the other splits. */
  readonly trainExamples: number | "all";
  /** A number, or a share of all examples. */
  readonly validationExamples: number;
  /** A number, or a share of all examples. */
  readonly testExamples: number;
  /** What the order of the rows is drawn from. */
  readonly splitSeed: number;
  /** By which rule rows are shared out. */
  readonly split: SplitKind;
  /** The number of folds; 1 is none. */
  readonly folds: number;
  /** The fold that is validated on, from 1; 0 where there is none. */
  readonly fold: number;
}

/** What rows are shared out by. */
export interface SplitKeys {
  /** The number of rows. */
  readonly count: number;
  /** The class of each row; empty where there are none. */
  readonly labels: Uint16Array;
  /** The group, or the place in the order, of each row; absent if the split needs none. */
  readonly keys?: Float64Array | Uint32Array;
}

const TEST = 1;
const VALIDATION = 2;

/**
 * Chooses the rows of each split.
 *
 * @throws {RangeError} The sizes do not fit, or the split needs something that the table does not
 *   have.
 */
export function chooseTableSplits(given: SplitKeys, config: TableSplitConfig): SplitIndices {
  checkConfig(given, config);
  const { count } = given;
  const sizes = {
    test: sizeOf(config.testExamples, count),
    validation: config.folds > 1 ? 0 : sizeOf(config.validationExamples, count),
  };
  if (sizes.test + sizes.validation >= count) refuseSizes(count, sizes);
  const stream = createStream(config.splitSeed, "split");
  const order = config.split === "in-order" ? inOrder(given.keys!) : permutation(stream, 0, count);
  const parts = RULES[config.split]({ given, config, sizes, order, stream });
  const taken = (part: number) => order.filter((row) => parts[row] === part);
  const [train, validation, test] = [taken(0), taken(VALIDATION), taken(TEST)];
  if (train.length === 0 || validation.length === 0 || test.length === 0) {
    throw new RangeError(
      `Cannot split ${count} examples ${config.split}: ${train.length} are left to train on, ` +
        `${validation.length} to validate, ${test.length} to test; wanted some of each`,
    );
  }
  return { train: firstOf(train, config.trainExamples), validation, test };
}

/** A number of examples: as given, or a share of all, rounded, at least 1. */
function sizeOf(size: number, count: number): number {
  return size < 1 ? Math.max(1, Math.floor(size * count + 0.5)) : size;
}

interface Sizes {
  readonly test: number;
  readonly validation: number;
}

interface Sharing {
  readonly given: SplitKeys;
  readonly config: TableSplitConfig;
  readonly sizes: Sizes;
  readonly order: Uint32Array;
  readonly stream: Stream;
}

/** Which split each row is in, by kind: 0 is the train split. */
const RULES: Readonly<Record<SplitKind, (sharing: Sharing) => Uint8Array>> = {
  "shuffled": ({ given: { count }, config, sizes, order }) => {
    const parts = new Uint8Array(count);
    deal(parts, order, (row) => [row], sizes, config);
    return parts;
  },
  "in-order": ({ given: { count }, sizes, order }) => {
    const parts = new Uint8Array(count);
    for (const row of order.subarray(count - sizes.test)) parts[row] = TEST;
    const left = order.subarray(0, count - sizes.test);
    for (const row of left.subarray(left.length - sizes.validation)) parts[row] = VALIDATION;
    return parts;
  },
  "stratified": ({ given: { count, labels }, config, sizes, order }) => {
    const parts = new Uint8Array(count);
    const classes: number[][] = [];
    for (const row of order) (classes[labels[row]!] ??= []).push(row);
    const strata = Array.from(classes, (rows) => rows ?? []);
    const test = proportions(strata.map(({ length }) => length), sizes.test);
    strata.forEach((rows, i) => rows.splice(0, test[i]!).forEach((row) => parts[row] = TEST));
    if (config.folds > 1) {
      dealFolds(parts, strata.flat(), (row) => [row], config);
      return parts;
    }
    const held = proportions(strata.map(({ length }) => length), sizes.validation);
    strata.forEach((rows, i) => rows.slice(0, held[i]).forEach((row) => parts[row] = VALIDATION));
    return parts;
  },
  "by-group": ({ given: { count, keys }, config, sizes, stream }) => {
    const parts = new Uint8Array(count);
    const groups = [...Map.groupBy(keys!.keys(), (row) => keys![row]!).values()];
    const shuffled = permutation(stream, 1, groups.length);
    deal(parts, shuffled, (group) => groups[group]!, sizes, config);
    return parts;
  },
};

/** Gives rows, unit by unit, to test until it has enough, and then to validation or to folds. */
function deal(
  parts: Uint8Array,
  units: Uint32Array,
  rowsOf: (unit: number) => readonly number[],
  sizes: Sizes,
  config: TableSplitConfig,
): void {
  const take = (from: number, size: number, part: number): number => {
    let [taken, at] = [0, from];
    for (; at < units.length && taken < size; at++) {
      const rows = rowsOf(units[at]!);
      rows.forEach((row) => parts[row] = part);
      taken += rows.length;
    }
    return at;
  };
  const next = take(0, sizes.test, TEST);
  if (config.folds === 1) take(next, sizes.validation, VALIDATION);
  else dealFolds(parts, [...units.subarray(next)], rowsOf, config);
}

/** Deals units to folds in turn; one fold is validated on. */
function dealFolds(
  parts: Uint8Array,
  units: readonly number[],
  rowsOf: (unit: number) => readonly number[],
  { folds, fold }: TableSplitConfig,
): void {
  if (units.length < folds) {
    throw new RangeError(
      `Cannot cut ${units.length} examples or groups into ${folds} folds: wanted at most as many ` +
        "folds",
    );
  }
  units.forEach((unit, at) => {
    if (at % folds === fold - 1) rowsOf(unit).forEach((row) => parts[row] = VALIDATION);
  });
}

/**
 * How many of `size` each stratum gets: ⌊size·its rows / all rows⌋, and one more for those with the
 * largest remainders, of equals the first.
 */
function proportions(counts: readonly number[], size: number): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const shares = counts.map((count) => Math.floor(size * count / all));
  const left = size - shares.reduce((sum, share) => sum + share, 0);
  counts.map((count, i) => ({ i, rest: size * count - shares[i]! * all }))
    .toSorted((a, b) => b.rest - a.rest || a.i - b.i)
    .slice(0, left)
    .forEach(({ i }) => shares[i]!++);
  return shares;
}

/** The rows by their keys, increasing; of equals the first. */
function inOrder(keys: Float64Array | Uint32Array): Uint32Array {
  const rows = Uint32Array.from(keys, (_, row) => row);
  return rows.sort((a, b) => keys[a]! - keys[b]! || a - b);
}

function firstOf(rows: Uint32Array, wanted: number | "all"): Uint32Array {
  if (wanted === "all") return rows;
  if (wanted <= rows.length) return rows.slice(0, wanted);
  throw new RangeError(
    `Cannot take ${wanted} training examples: ${rows.length} are left to train on`,
  );
}

function checkConfig({ labels, keys }: SplitKeys, config: TableSplitConfig): void {
  const { split, folds, fold } = config;
  const refuse = (problem: string): never => {
    throw new RangeError(`Cannot split examples: ${problem}`);
  };
  const wantsColumn = split === "by-group" || split === "in-order";
  if (wantsColumn && keys === undefined) {
    refuse(`split "${split}" needs the name of a column in splitColumn`);
  }
  if (!wantsColumn && keys !== undefined) {
    refuse(`splitColumn is for split "by-group" and "in-order", and split is "${split}"`);
  }
  if (split === "stratified" && labels.length === 0) {
    refuse('split "stratified" is for classes, and there are targets');
  }
  if (split === "in-order" && folds > 1) {
    refuse('folds are not for split "in-order": what is validated on has to come last');
  }
  if (folds === 1 ? fold > 0 : fold < 1 || fold > folds) {
    refuse(`fold is ${fold} of ${folds}; wanted ${folds === 1 ? "0" : `1 to ${folds}`}`);
  }
}

function refuseSizes(count: number, { test, validation }: Sizes): never {
  throw new RangeError(
    `Cannot split ${count} examples: testExamples ${test} and validationExamples ${validation} ` +
      `leave ${Math.max(count - test - validation, 0)} to train on; wanted at least 1`,
  );
}
