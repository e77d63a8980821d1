/**
 * From CSV bytes to rows of text with line numbers, one after another, so that a file of a million
 * rows is never held as a million lists. The parser gets chunks of lines that end with a row.
 *
 * @module
 */
import { parse } from "@std/csv";
import {
  DELIMITERS,
  describeSeparator,
  detectDelimiter,
  type KnownDelimiter,
} from "./delimiter.ts";
import type { Delimiter } from "./options.ts";

/** One row. */
export interface CsvRow {
  /** Number of its line in the file, from 1. */
  readonly line: number;
  /** Its fields, without the white space around them. */
  readonly fields: readonly string[];
}

/** Text that is parsed at once: about so many characters. */
const PIECE = 1 << 20;

/**
 * Reads a table with a parser of its rows; if that fails because the fields have another separator,
 * the error says so instead.
 *
 * @param parse Called with the rows that are not empty, at least one, and the separator of their
 *   fields.
 * @throws {SyntaxError} If the bytes are not UTF-8 or not CSV, or there are no lines; or what
 * `parse` throws.
 */
export function readTable<T>(
  bytes: Uint8Array,
  file: string,
  parse: (rows: Iterator<CsvRow, undefined>, delimiter: KnownDelimiter) => T,
  wanted: Delimiter = "detect",
): T {
  const text = decodeText(bytes, file);
  const delimiter = wanted === "detect" ? detectDelimiter(text) : wanted;
  try {
    return parse(rowsOf(text, file, DELIMITERS[delimiter]), delimiter);
  } catch (cause) {
    const problem = cause instanceof SyntaxError || cause instanceof RangeError
      ? describeSeparator(text, delimiter)
      : undefined;
    if (problem === undefined) throw cause;
    throw new SyntaxError(`Cannot read ${file}: ${problem}`, { cause });
  }
}

/** The first row. */
export function firstRow(rows: Iterator<CsvRow, undefined>, file: string): CsvRow {
  const { value } = rows.next();
  if (value === undefined) throw new SyntaxError(`Cannot read ${file}: it has no lines`);
  return value;
}

/** Some rows, and then the others. */
export function* chainRows(
  before: readonly CsvRow[],
  rows: Iterator<CsvRow, undefined>,
): Generator<CsvRow, undefined> {
  yield* before;
  for (let next = rows.next(); !next.done; next = rows.next()) yield next.value;
}

/** The text with one kind of line end: a line feed in place of CR LF and of CR alone. */
function decodeText(bytes: Uint8Array, file: string): string {
  if (new TextDecoder("latin1").decode(bytes.subarray(0, 4)) === "PAR1") {
    throw new SyntaxError(
      `Cannot read ${file}: it is a Parquet file; make a CSV file of it: deno task data FILE.parquet`,
    );
  }
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new SyntaxError(`Cannot read ${file}: it is UTF-16 text; save it as UTF-8`);
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
  } catch (cause) {
    throw new SyntaxError(`Cannot read ${file}: it is not UTF-8 text`, { cause });
  }
}

/** The rows that are not empty. */
function* rowsOf(text: string, file: string, separator: string): Generator<CsvRow, undefined> {
  for (const { start, end, lines } of piecesOf(text)) {
    const records = parsePiece(text, start, end, file, separator);
    if (records.length !== lines.length) {
      throw new SyntaxError(
        `Cannot read ${file}: ${lines.length} lines begin a row but it has ${records.length} rows; ` +
          "wanted quotes around whole fields only",
      );
    }
    for (const [index, record] of records.entries()) {
      const fields = record.map((field) => field.trim());
      if (fields.length > 1 || fields[0] !== "") yield { line: lines[index]!, fields };
    }
  }
}

function parsePiece(
  text: string,
  start: number,
  end: number,
  file: string,
  separator: string,
): string[][] {
  try {
    return parse(text.slice(start, end), { separator });
  } catch (cause) {
    throw new SyntaxError(
      `Cannot read ${file}: ${placeIn(text, separator) ?? (cause as Error).message}`,
      {
        cause,
      },
    );
  }
}

/** What the parser says about the complete text, whose lines it then counts from the first. */
function placeIn(text: string, separator: string): string | undefined {
  try {
    parse(text, { separator });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** A part of a text that ends with a row. */
interface Piece {
  readonly start: number;
  readonly end: number;
  /** The number of the line on which each row begins: the parser does not count lines. */
  readonly lines: readonly number[];
}

/** The pieces of a text: inside quotes a row continues, and empty lines are not rows. */
function* piecesOf(text: string): Generator<Piece> {
  let [start, line, isOpen] = [0, 0, false];
  let lines: number[] = [];
  let quote = text.indexOf('"');
  for (let at = 0; at < text.length;) {
    const stop = text.indexOf("\n", at);
    const end = stop < 0 ? text.length : stop;
    line++;
    if (!isOpen && end > at) lines.push(line);
    for (; quote >= 0 && quote < end; quote = text.indexOf('"', quote + 1)) isOpen = !isOpen;
    at = end + 1;
    // A byte order mark at the start of a piece would be dropped by the parser.
    if (isOpen || at - start < PIECE || text[at] === "\ufeff") continue;
    yield { start, end: Math.min(at, text.length), lines };
    [start, lines] = [at, []];
  }
  if (start < text.length) yield { start, end: text.length, lines };
}
