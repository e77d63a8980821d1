/**
 * Which columns of a table are what: features, and a label or targets.
 *
 * @module
 */
import type { TableOptions } from "./options.ts";
import { type CsvTable, quote } from "./table.ts";

/** The columns of a table by their indices. */
export interface TableColumns {
  /** Those of the features, in their order. */
  readonly features: readonly number[];
  /** That of the label; absent where there are targets. */
  readonly label?: number;
  /** Those of the targets, in the order of the configuration; none where there is a label. */
  readonly targets: readonly number[];
}

/**
 * The columns that a configuration asks for.
 *
 * @throws {RangeError} There is no such column, one is asked for twice, or no feature is left.
 */
export function columnsOf(table: CsvTable, { label, targets }: TableOptions): TableColumns {
  const found = targets.map((target) => findColumn(table, target, "target"));
  const answers = targets.length === 0 ? [findColumn(table, label, "label")] : found;
  refuseBoth(table, label, targets);
  refuseTwice(table, found);
  const features = Array.from({ length: table.columns }, (_, index) => index)
    .filter((index) => !answers.includes(index));
  if (features.length === 0) {
    throw new RangeError(
      `Cannot read ${table.file}: all ${table.columns} columns are targets; wanted at least one feature`,
    );
  }
  return { features, targets: found, ...(targets.length === 0 && { label: answers[0]! }) };
}

/** What a column is called: its name or, where the file has none, its number from 0. */
export function nameOf({ names }: CsvTable, index: number): string {
  return names?.[index] ?? `number ${index}`;
}

/** The index of a column that is given by name or index; undefined where there is none. */
export function columnIndex(table: CsvTable, column: number | string): number | undefined {
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
export function findColumn(table: CsvTable, column: number | string, what: string): number {
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
  label: TableOptions["label"],
  targets: TableOptions["targets"],
) {
  if (targets.length === 0 || label === -1) return;
  throw new RangeError(
    `Cannot read ${file}: label is ${JSON.stringify(label)} and targets is ` +
      `${JSON.stringify(targets)}; wanted one of them`,
  );
}

function refuseTwice(table: CsvTable, targets: readonly number[]): void {
  const twice = targets.find((index, at) => targets.indexOf(index) !== at);
  if (twice === undefined) return;
  throw new RangeError(
    `Cannot read ${table.file}: target ${quote(nameOf(table, twice))} is named twice`,
  );
}
