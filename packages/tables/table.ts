/**
 * The head of a table: what its first row says about its columns, before any row of data is read.
 *
 * @module
 */
import type { CsvHeader } from "./options.ts";
import { chainRows, type CsvRow } from "./rows.ts";

/** A table whose rows are read once, one after another. */
export interface CsvTable {
  /** The path of the file, for errors. */
  readonly file: string;
  /** The names of the columns; absent where the file does not name them. */
  readonly names?: readonly string[];
  /** The line of the names, if there are any. */
  readonly nameLine?: number;
  /** The names of the classes; absent where the file does not list them. */
  readonly classes?: readonly string[];
  /** How many rows of data the file announces, and where; absent if it does not. */
  readonly announced?: { readonly rows: number; readonly line: number };
  /** The number of columns, label included. */
  readonly columns: number;
  /** The rows of data. */
  readonly rows: Iterator<CsvRow, undefined>;
}

/** Formats a place in a file; lines and columns are counted from 1. */
export function placeInTable(table: CsvTable, line: number, column: number): string {
  const name = table.names === undefined ? "" : ` (${table.names[column]})`;
  return `${table.file}, line ${line}, column ${column + 1}${name}`;
}

/** Shows a field in an error; long ones are cut. */
export function quoteField(field: string): string {
  return JSON.stringify(field.length > 40 ? `${field.slice(0, 40)}…` : field);
}

/**
 * The table of some rows, the first read as `header` says.
 *
 * @param rows Those after the first.
 * @throws {SyntaxError} If the first line is not what the header says, or there is one column.
 */
export function parseCsvTable(
  first: CsvRow,
  rows: Iterator<CsvRow, undefined>,
  { file, header, targets }: {
    readonly file: string;
    readonly header: CsvHeader;
    readonly targets: readonly unknown[];
  },
): CsvTable {
  if (header === "counts" && targets.length > 0) {
    throw new SyntaxError(
      `Cannot read ${file}: header "counts" names classes, and targets are numbers; ` +
        'wanted header "names" or "none"',
    );
  }
  if (
    header === "names" && first.fields.every((name) => name !== "" && Number.isFinite(Number(name)))
  ) {
    throw new SyntaxError(
      `Cannot read ${file}, line ${first.line}: wanted names of columns but all are numbers; ` +
        'set header "none" where data begin at once',
    );
  }
  const table = header === "names"
    ? parseNamedTable(file, first, rows)
    : header === "counts"
    ? parseCountedTable(file, first, rows)
    : { file, columns: first.fields.length, rows: chainRows([first], rows) };
  if (table.columns < 2) {
    throw new SyntaxError(
      `Cannot read ${file}: wanted a label or targets and at least one feature, got 1 column`,
    );
  }
  return table;
}

/**
 * A table whose first line names the columns.
 *
 * @throws {SyntaxError} If it does not.
 */
export function parseNamedTable(
  file: string,
  first: CsvRow,
  rows: Iterator<CsvRow, undefined>,
): CsvTable {
  const names = first.fields;
  const place = `Cannot read ${file}, line ${first.line}`;
  const empty = names.indexOf("");
  if (empty >= 0) throw new SyntaxError(`${place}: column ${empty + 1} has no name`);
  const seen = new Set<string>();
  const repeated = names.find((name) => seen.size === seen.add(name).size);
  if (repeated !== undefined) {
    throw new SyntaxError(`${place}: two columns have the name ${quoteField(repeated)}`);
  }
  return { file, names, nameLine: first.line, columns: names.length, rows };
}

/** More features than any table has; a first line may announce any number. */
const MOST_FEATURES = 1_000_000;

/**
 * A table whose first line has the number of rows, of features, and the names of the classes.
 *
 * @throws {SyntaxError} If it is not.
 */
export function parseCountedTable(
  file: string,
  first: CsvRow,
  rows: Iterator<CsvRow, undefined>,
): CsvTable {
  const [examples, features, ...classes] = first.fields;
  if (!isCount(examples) || !isCount(features) || classes.length < 2) {
    throw new SyntaxError(
      `Cannot read ${file}, line ${first.line}: ` +
        "wanted the number of rows, the number of features and at least two names of classes",
    );
  }
  if (Number(features) > MOST_FEATURES) {
    throw new SyntaxError(
      `Cannot read ${file}, line ${first.line}: it announces ${features} features; wanted at most ` +
        MOST_FEATURES.toLocaleString("en"),
    );
  }
  const announced = { rows: Number(examples), line: first.line };
  return { file, classes, announced, columns: Number(features) + 1, rows };
}

function isCount(field: string | undefined): boolean {
  return field !== undefined && /^[1-9]\d{0,8}$/.test(field);
}

/**
 * Makes sure that a row has as many fields as there are columns.
 *
 * @throws {SyntaxError} If not; its line is named.
 */
export function checkRow({ file, columns }: CsvTable, { line, fields }: CsvRow): void {
  if (fields.length === columns) return;
  throw new SyntaxError(
    `Cannot read ${file}, line ${line}: it has ${fields.length} columns; wanted ${columns}`,
  );
}

/**
 * Makes sure that a table has rows, and as many as it announces.
 *
 * @throws {SyntaxError} If not.
 */
export function checkCount({ file, announced }: CsvTable, rows: number): void {
  if (rows === 0) throw new SyntaxError(`Cannot read ${file}: it has no rows of data`);
  if (announced === undefined || announced.rows === rows) return;
  throw new SyntaxError(
    `Cannot read ${file}, line ${announced.line}: it announces ${announced.rows} rows, ` +
      `the file has ${rows}`,
  );
}
