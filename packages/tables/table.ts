/**
 * CSV bytes to rows of text that know their line, so that every later error can name it. Not for
 * numbers and labels: those are read by `values.ts` and `labels.ts`.
 *
 * @module
 */
import { parse } from "@std/csv";
import type { TableOptions } from "./options.ts";
import { describeSeparator } from "./delimiter.ts";

/** One row of data. */
export interface CsvRow {
  /** Number of its line in the file, from 1. */
  readonly line: number;
  /** Its fields, without the white space around them. */
  readonly fields: readonly string[];
}

/** A table whose rows all have as many fields as there are columns. */
export interface CsvTable {
  /** The path of the file, for errors. */
  readonly file: string;
  /** The names of the columns; absent where the file does not name them. */
  readonly names?: readonly string[];
  /** The line on which the names stand, where there are any. */
  readonly nameLine?: number;
  /** The names of the classes; absent where the file does not list them. */
  readonly classes?: readonly string[];
  /** The number of columns, label included. */
  readonly columns: number;
  /** The rows of data, at least one. */
  readonly rows: readonly CsvRow[];
}

/** Says where in a file something was met; lines and columns are counted from 1. */
export function placeOf(table: CsvTable, line: number, column: number): string {
  const name = table.names === undefined ? "" : ` (${table.names[column]})`;
  return `${table.file}, line ${line}, column ${column + 1}${name}`;
}

/** Shows a field in an error; long ones are cut. */
export function quote(field: string): string {
  return JSON.stringify(field.length > 40 ? `${field.slice(0, 40)}…` : field);
}

/**
 * The table of some rows, the first read as `config.header` says.
 *
 * @throws {SyntaxError} If the first line is not what the configuration says, the table is empty, or
 * rows differ in their number of columns.
 */
export function parseCsvTable(rows: readonly CsvRow[], config: TableOptions): CsvTable {
  const { file, header, targets } = config;
  const first = rows[0]!;
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
        'say header "none" where data begin at once',
    );
  }
  const table = header === "names"
    ? parseNamedTable(file, first, rows.slice(1))
    : header === "counts"
    ? parseCountedTable(file, first, rows.slice(1))
    : { file, columns: first.fields.length, rows };
  checkCsvTable(table);
  if (table.columns < 2) {
    throw new SyntaxError(
      `Cannot read ${file}: wanted a label or targets and at least one feature, got 1 column`,
    );
  }
  return table;
}

/**
 * Parses the lines of a file that are not empty, whatever they hold; there is at least one.
 *
 * @throws {SyntaxError} If the bytes are no UTF-8 or no CSV, or there are no lines.
 */
export function parseCsvRows(bytes: Uint8Array, file: string): CsvRow[] {
  const rows = parseRows(decodeText(bytes, file), file);
  if (rows.length === 0) throw new SyntaxError(`Cannot read ${file}: it has no lines`);
  return rows;
}

/**
 * Reads a table by what its rows are; where they are none because the fields are not separated by
 * commas, that is said instead.
 *
 * @throws {SyntaxError} As {@link parseCsvRows}, or what `parse` throws.
 */
export function readTable<T>(
  bytes: Uint8Array,
  file: string,
  parse: (rows: readonly CsvRow[]) => T,
): T {
  try {
    return parse(parseCsvRows(bytes, file));
  } catch (cause) {
    const problem = cause instanceof SyntaxError || cause instanceof RangeError
      ? describeSeparator(decodeText(bytes, file))
      : undefined;
    if (problem === undefined) throw cause;
    throw new SyntaxError(`Cannot read ${file}: ${problem}`, { cause });
  }
}

/** The text with one kind of line end: a line feed for CR LF, and for CR alone as well. */
function decodeText(bytes: Uint8Array, file: string): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new SyntaxError(`Cannot read ${file}: it is UTF-16 text; save it as UTF-8`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replaceAll(/\r\n?/g, "\n");
  } catch (cause) {
    throw new SyntaxError(`Cannot read ${file}: it is not UTF-8 text`, { cause });
  }
}

/** The parser passes over empty lines and does not number its rows: they are counted here. */
function parseRows(text: string, file: string): CsvRow[] {
  let records: string[][];
  try {
    records = parse(text);
  } catch (cause) {
    throw new SyntaxError(`Cannot read ${file}: ${(cause as Error).message}`, { cause });
  }
  const lines = firstLines(text);
  if (records.length !== lines.length) {
    throw new SyntaxError(
      `Cannot read ${file}: ${lines.length} lines begin a row but it has ${records.length} rows; ` +
        "wanted quotes around whole fields only",
    );
  }
  return records
    .map((fields, index) => ({ line: lines[index]!, fields: fields.map((field) => field.trim()) }))
    .filter(({ fields }) => fields.length > 1 || fields[0] !== "");
}

/** The number of the line on which each row begins; inside quotes a row goes on. */
function firstLines(text: string): number[] {
  const lines: number[] = [];
  let isOpen = false;
  for (const [index, line] of text.split("\n").entries()) {
    if (!isOpen && line !== "") lines.push(index + 1);
    if (line.split('"').length % 2 === 0) isOpen = !isOpen;
  }
  return lines;
}

/**
 * A table whose first line names the columns.
 *
 * @throws {SyntaxError} If it does not.
 */
export function parseNamedTable(file: string, first: CsvRow, rows: readonly CsvRow[]): CsvTable {
  const names = first.fields;
  const place = `Cannot read ${file}, line ${first.line}`;
  const empty = names.indexOf("");
  if (empty >= 0) throw new SyntaxError(`${place}: column ${empty + 1} has no name`);
  const seen = new Set<string>();
  const repeated = names.find((name) => seen.size === seen.add(name).size);
  if (repeated !== undefined) {
    throw new SyntaxError(`${place}: two columns have the name ${quote(repeated)}`);
  }
  return { file, names, nameLine: first.line, columns: names.length, rows };
}

/**
 * A table whose first line has the number of rows, of features, and the names of the classes.
 *
 * @throws {SyntaxError} If it is not so.
 */
export function parseCountedTable(file: string, first: CsvRow, rows: readonly CsvRow[]): CsvTable {
  const [examples, features, ...classes] = first.fields;
  const place = `Cannot read ${file}, line ${first.line}`;
  if (!isCount(examples) || !isCount(features) || classes.length < 2) {
    throw new SyntaxError(
      `${place}: wanted the number of rows, the number of features and at least two names of classes`,
    );
  }
  if (Number(examples) !== rows.length) {
    throw new SyntaxError(`${place}: it announces ${examples} rows, the file has ${rows.length}`);
  }
  return { file, classes, columns: Number(features) + 1, rows };
}

function isCount(field: string | undefined): boolean {
  return field !== undefined && /^[1-9]\d{0,8}$/.test(field);
}

/**
 * Makes sure that a table has rows, each with as many fields as there are columns.
 *
 * @throws {SyntaxError} If not; the first line that is wrong is named.
 */
export function checkCsvTable({ file, columns, rows }: CsvTable): void {
  if (rows.length === 0) throw new SyntaxError(`Cannot read ${file}: it has no rows of data`);
  const wrong = rows.find(({ fields }) => fields.length !== columns);
  if (wrong === undefined) return;
  throw new SyntaxError(
    `Cannot read ${file}, line ${wrong.line}: it has ${wrong.fields.length} columns, wanted ${columns}`,
  );
}
