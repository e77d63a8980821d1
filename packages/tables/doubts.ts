/**
 * What is doubtful about a table that can be read: facts for a warning at planning. Nothing of it
 * changes a number or is recorded with a run.
 *
 * @module
 */
import type { KnownDelimiter } from "./delimiter.ts";

/** A column whose training examples have one value, or fewer once they are rounded to float32. */
export interface PoorColumn {
  /** Its name; `number 3` where the file has none, counted from 0. */
  readonly name: string;
  /** How many different values the training examples have in the file. */
  readonly written: number;
  /** How many of them are left in float32. */
  readonly kept: number;
}

/** A level of a column of words that no training example has. */
export interface StrangeLevel {
  /** The column's name; `number 3` where the file has none. */
  readonly column: string;
  /** The level; "" is a missing cell. */
  readonly level: string;
  /** How many examples of the validation and of the test split have it. */
  readonly rows: readonly [validation: number, test: number];
}

/** What is doubtful about a table. */
export interface TableDoubts {
  /** Its file. */
  readonly file: string;
  /** Columns that distinguish the training examples poorly, or not at all. */
  readonly columns: readonly PoorColumn[];
  /** Labels that differ only in case, blanks or compatible characters, in groups. */
  readonly alike: readonly (readonly string[])[];
  /** Whether the first line, taken for an example, seems to number the columns. */
  readonly isNumbered: boolean;
  /** The separator of its fields, if it was detected and is not a comma. */
  readonly delimiter?: KnownDelimiter;
  /** How many rows it has. */
  readonly rows: number;
  /** How many of them were left out because a cell is missing, by the name of the column. */
  readonly leftOut: readonly { readonly column: string; readonly rows: number }[];
  /** How many missing numbers of its splits were filled. */
  readonly filled: number;
  /** Levels that a network cannot know. */
  readonly strange: readonly StrangeLevel[];
}

/**
 * A share of the values that does not coincide by chance: random numbers of many digits rarely do.
 */
const MERGED_SHARE = 0.1;

/**
 * The largest distance of values that become equal, in deviations of the column, that is only
 * rounding.
 */
const ROUNDING = 1e-4;

/**
 * Columns that are constant over some rows, or where rounding to float32 makes different values
 * equal: a tenth of them, or any that are further apart than rounding explains.
 */
export function findPoorColumns(
  values: Float64Array,
  features: number,
  rows: Uint32Array,
  nameOf: (column: number) => string,
): PoorColumn[] {
  const poor: PoorColumn[] = [];
  const column = new Float64Array(rows.length);
  for (let feature = 0; feature < features; feature++) {
    rows.forEach((row, i) => column[i] = values[row * features + feature]!);
    const sorted = column.toSorted();
    // Missing cells are sorted after all numbers.
    const missing = sorted.findIndex(Number.isNaN);
    const counts = countValues(missing < 0 ? sorted : sorted.subarray(0, missing));
    if (counts !== undefined) poor.push({ name: nameOf(feature), ...counts });
  }
  return poor;
}

function countValues(sorted: Float64Array): Pick<PoorColumn, "written" | "kept"> | undefined {
  let [written, kept, gap] = [1, 1, 0];
  for (let i = 1; i < sorted.length; i++) {
    const [a, b] = [sorted[i - 1]!, sorted[i]!];
    if (a === b) continue;
    written++;
    if (Math.fround(a) !== Math.fround(b)) kept++;
    else gap = Math.max(gap, b - a);
  }
  const isPoor = kept === 1 || written - kept >= MERGED_SHARE * written ||
    gap > ROUNDING * deviationOf(sorted);
  // One example has one value of everything.
  return isPoor && sorted.length > 1 ? { written, kept } : undefined;
}

function deviationOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  return Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) * (value - mean) / values.length, 0),
  );
}
