/**
 * `parse` of `@std/csv`, by `csv-parse`. Left out are the options `comment`, `trimLeadingSpace` and
 * `lazyQuotes`: they are missing from the type, so asking for them does not compile.
 */
import { type CsvError, parse as parseRecords } from "csv-parse/sync";

/** Options for `parse`. */
export interface ParseOptions {
  /** Character which separates values; a comma when left out. */
  separator?: string;
  /** Fields each row must have: 0 takes the first row's number, a negative number checks nothing. */
  fieldsPerRecord?: number;
  /** Takes the first row as the header, or drops it where `columns` are given. */
  skipFirstRow?: boolean;
  /** Names of the columns. */
  columns?: readonly string[];
}

/** A row as an object: exact keys where the columns are known, any key otherwise. */
export type RecordWithColumn<C extends string> = string extends C ? Record<string, string>
  : Record<C, string>;

/** What `parse` returns for options of type `T`. */
export type ParseResult<ParseOptions, T> = T extends
  ParseOptions & { columns: readonly (infer C extends string)[] } ? RecordWithColumn<C>[]
  : T extends ParseOptions & { skipFirstRow: true } ? Record<string, string>[]
  : T extends ParseOptions & { columns?: undefined; skipFirstRow?: false | undefined } ? string[][]
  : Record<string, string>[] | string[][];

/** Parses CSV text into rows of strings. Lines without any character are passed over. */
export function parse(input: string): string[][];
/** Parses CSV text into rows of strings, or into objects where there is a header. */
export function parse<const T extends ParseOptions>(
  input: string,
  options: T,
): ParseResult<ParseOptions, T>;
export function parse(
  input: string,
  options: ParseOptions = {},
): Record<string, string>[] | string[][] {
  const separator = options.separator ?? ",";
  if (["\r", "\n", '"'].includes(separator)) throw new Error("Invalid Delimiter");
  const rows = readRows(input, separator);
  checkFields(rows, options.fieldsPerRecord);
  if (!options.skipFirstRow && !options.columns) return rows;
  const first = options.skipFirstRow ? rows.shift() : undefined;
  const header = options.columns ?? first;
  if (header === undefined || (options.skipFirstRow && first === undefined)) {
    throw new TypeError("Cannot parse input: headers must be defined");
  }
  return rows.map((row, index) => toObject(row, header, index + (first ? 2 : 1)));
}

function readRows(input: string, separator: string): string[][] {
  const text = input.endsWith("\r") ? input.slice(0, -1) : input;
  try {
    return parseRecords(text, {
      bom: true,
      delimiter: separator,
      record_delimiter: ["\r\n", "\n"],
      relax_column_count: true,
      skip_empty_lines: true,
      // Inside quotes the original reads every line end as a line feed.
      cast: text.includes('"') &&
        ((value, context) => context.quoting ? value.replaceAll("\r\n", "\n") : value),
    });
  } catch (error) {
    throw new SyntaxError(
      `Syntax error on line ${(error as CsvError).lines}: ${(error as Error).message}`,
    );
  }
}

function checkFields(rows: readonly string[][], wanted: number | undefined): void {
  if (wanted === undefined || wanted < 0) return;
  const fields = wanted === 0 ? rows[0]?.length : wanted;
  const wrong = rows.findIndex((row) => row.length !== fields);
  if (wrong < 0) return;
  throw new SyntaxError(
    `Syntax error on line ${wrong + 1}: expected ${fields} fields but got ${rows[wrong]!.length}`,
  );
}

function toObject(row: readonly string[], header: readonly string[], line: number) {
  if (row.length !== header.length) {
    throw new Error(
      `Syntax error on line ${line}: The record has ${row.length} fields, ` +
        `but the header has ${header.length} fields`,
    );
  }
  return Object.fromEntries(header.map((name, index) => [name, row[index]!]));
}
