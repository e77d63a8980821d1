/**
 * The roles of a table's columns: features, numbers or words, and a label or targets.
 *
 * @module
 */
import type { ColumnName, TableOptions } from "./options.ts";
import { type CsvTable, quoteField } from "./table.ts";

/** A column of features. */
export interface FeatureColumn {
  /** Its index. */
  readonly index: number;
  /** Whether its cells are words; they are numbers otherwise. */
  readonly isWords: boolean;
}

/** The columns of a table by their indices. */
export interface TableColumns {
  /** Those of the features, in their order. */
  readonly features: readonly FeatureColumn[];
  /** That of the label; absent where there are targets. */
  readonly label?: number;
  /** Those of the targets, in the order of the configuration; none if there is a label. */
  readonly targets: readonly number[];
  /** The one that splits are cut by; absent where there is none. */
  readonly split?: number;
}

/**
 * The columns that a configuration asks for.
 *
 * @throws {RangeError} There is no such column, one is named twice or in two roles, or no feature
 *   is left.
 */
export function columnsOf(table: CsvTable, options: TableOptions): TableColumns {
  const { label, targets, drop, categorical, splitColumn } = options;
  const found = targets.map((target) => findColumn(table, target, "target"));
  const answers = targets.length === 0 ? [findColumn(table, label, "label")] : found;
  refuseBoth(table, label, targets);
  refuseTwice(table, found, "target");
  const dropped = drop.map((column) => findColumn(table, column, "drop"));
  const words = categorical.map((column) => findColumn(table, column, "categorical"));
  refuseTwice(table, dropped, "drop");
  refuseTwice(table, words, "categorical");
  refuseOverlap(table, dropped, "drop", answers, "an answer to be learned");
  refuseOverlap(table, words, "categorical", answers, "an answer to be learned");
  refuseOverlap(table, words, "categorical", dropped, "dropped");
  const features = Array.from({ length: table.columns }, (_, index) => index)
    .filter((index) => !answers.includes(index) && !dropped.includes(index));
  if (features.length === 0) {
    const what = drop.length > 0 ? "targets, the label or dropped" : "targets";
    throw new RangeError(
      `Cannot read ${table.file}: all ${table.columns} columns are ${what}; wanted at least one feature`,
    );
  }
  return {
    features: features.map((index) => ({ index, isWords: words.includes(index) })),
    targets: found,
    ...(targets.length === 0 && { label: answers[0]! }),
    ...(splitColumn !== null && { split: findColumn(table, splitColumn, "splitColumn") }),
  };
}

/** The name of a column or, if the file has none, its number from 0. */
export function nameOf({ names }: CsvTable, index: number): string {
  return names?.[index] ?? `number ${index}`;
}

/** The index of a column that is given by name or index; undefined if there is none. */
export function columnIndex(table: CsvTable, column: ColumnName): number | undefined {
  const index = typeof column === "string"
    ? (table.names ?? []).indexOf(column)
    : column === -1
    ? table.columns - 1
    : column;
  return Number.isInteger(index) && index >= 0 && index < table.columns ? index : undefined;
}

/**
 * The index of a column, which is given by name or by index; −1 is the last.
 *
 * @param what What the column is for, such as `label`.
 * @throws {RangeError} There is no such column.
 */
export function findColumn(table: CsvTable, column: ColumnName, what: string): number {
  const index = columnIndex(table, column);
  if (index !== undefined) return index;
  const wanted = typeof column === "number"
    ? `wanted −1 or an index from 0 to ${table.columns - 1}`
    : table.names === undefined
    ? 'columns have names only where header is "names"; wanted an index'
    : `wanted one of ${table.names.slice(0, 50).join(", ")}${
      table.names.length > 50 ? ", ..." : ""
    }`;
  throw new RangeError(
    `Cannot find ${what} column ${JSON.stringify(column)} of ${table.file}: ${wanted}`,
  );
}

function refuseBoth(
  { file }: CsvTable,
  label: ColumnName,
  targets: readonly ColumnName[],
): void {
  if (targets.length === 0 || label === -1) return;
  throw new RangeError(
    `Cannot read ${file}: label is ${JSON.stringify(label)} and targets is ` +
      `${JSON.stringify(targets)}; wanted one of them`,
  );
}

function refuseTwice(table: CsvTable, columns: readonly number[], what: string): void {
  const twice = columns.find((index, at) => columns.indexOf(index) !== at);
  if (twice === undefined) return;
  throw new RangeError(
    `Cannot read ${table.file}: ${what} ${quoteField(nameOf(table, twice))} is named twice`,
  );
}

function refuseOverlap(
  table: CsvTable,
  columns: readonly number[],
  what: string,
  others: readonly number[],
  role: string,
): void {
  const both = columns.find((index) => others.includes(index));
  if (both === undefined) return;
  throw new RangeError(
    `Cannot read ${table.file}: ${what} names ${quoteField(nameOf(table, both))}, which is ${role}`,
  );
}
