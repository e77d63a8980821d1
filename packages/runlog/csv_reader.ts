/**
 * Logs read back: text in, one Float64Array for each column out. It is strict, because a page drawn
 * from half-understood numbers is worse than none: a header, a field or a line that the writer
 * could not have written is an error that names its place.
 */
import { parse } from "@std/csv";
import { COLUMN_NAME, formatHeader } from "./csv_writer.ts";
import type { Column } from "./column.ts";

/** How `parseLog` treats what a killed process or a newer version may have left. */
export interface ParseLogOptions {
  /** A last line without its line feed: an error (the default), or left out of the table. */
  readonly torn?: "reject" | "drop";
  /** Columns after the declared ones: an error (the default), or read under their own names. */
  readonly extra?: "reject" | "read";
}

/** A log in memory, column by column. */
export interface LogTable<Columns extends readonly Column[] = readonly Column[]> {
  /** The number of rows. */
  readonly rows: number;
  /** The names of all columns, in the order of the file. */
  readonly names: readonly string[];
  /** The numbers of each column, [rows]. */
  readonly values:
    & { readonly [Name in Columns[number]["name"]]: Float64Array }
    & Readonly<Record<string, Float64Array>>;
  /** How many bytes at the front of the file hold the header and the complete rows. */
  readonly wholeBytes: number;
}

/**
 * Reads a log. `columns` are the declared columns, `source` is the file's name for messages.
 *
 * The last line of a log that is still being written may be torn; with `torn: "drop"` it is left
 * out, and `wholeBytes` says where a writer that resumes has to cut.
 *
 * @throws {SyntaxError} naming file, line and column, if the header differs from the columns, a
 * line has too many or too few fields, or a field is not a number.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseLog, TIMING_COLUMNS } from "@samebit/runlog";
 *
 * const log = parseLog("epoch,wallSeconds\n0,0.25\n1,0.", TIMING_COLUMNS, "timing.csv", {
 *   torn: "drop",
 * });
 * assertEquals(log.values.wallSeconds, new Float64Array([0.25]));
 * assertEquals(log.wholeBytes, 25);
 * ```
 */
export function parseLog<const Columns extends readonly Column[]>(
  text: string,
  columns: Columns,
  source: string,
  { torn = "reject", extra = "reject" }: ParseLogOptions = {},
): LogTable<Columns> {
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  if (whole.length < text.length && torn === "reject") {
    const line = countLines(whole) + 1;
    throw new SyntaxError(
      `Cannot read ${source}:${line}: the last line has no line feed, so it may be torn`,
    );
  }
  const names = whole === "" && torn === "drop"
    ? emptyHeader(text, columns, source)
    : readHeader(whole, columns, source, extra);
  const lines = whole === "" ? [] : readLines(whole, source);
  for (let row = 0; row < lines.length; row++) {
    if (lines[row]!.length !== names.length) {
      throw new SyntaxError(
        `Cannot read ${source}:${row + 2}: ${lines[row]!.length} fields; wanted ${names.length}`,
      );
    }
  }
  const values: Record<string, Float64Array> = {};
  names.forEach((name, at) => {
    values[name] = readColumn(lines, at, name, columns[at], source);
  });
  return {
    rows: lines.length,
    names,
    values: values as LogTable<Columns>["values"],
    wholeBytes: whole.length,
  };
}

function emptyHeader(text: string, columns: readonly Column[], source: string): string[] {
  if (text !== "" && !formatHeader(columns).startsWith(text)) {
    throw new SyntaxError(`Cannot read ${source}:1: the torn header begins no header of this log`);
  }
  return columns.map(({ name }) => name);
}

function readHeader(
  whole: string,
  columns: readonly Column[],
  source: string,
  extra: "reject" | "read",
): string[] {
  const names = whole === "" ? [] : whole.slice(0, whole.indexOf("\n")).split(",");
  columns.forEach(({ name }, at) => {
    if (names[at] === name) return;
    const found = names[at] === undefined ? "missing" : JSON.stringify(names[at].slice(0, 80));
    throw new SyntaxError(
      `Cannot read ${source}:1: column ${at + 1} is ${found}; wanted "${name}"`,
    );
  });
  const before = new Set(names.slice(0, columns.length));
  names.slice(columns.length).forEach((name, at) => {
    const known = before.has(name);
    before.add(name);
    if (extra === "read" && !known && COLUMN_NAME.test(name)) return;
    throw new SyntaxError(
      `Cannot read ${source}:1: column ${columns.length + at + 1}, ` +
        `${JSON.stringify(name.slice(0, 80))}, is ${known ? "there twice" : "not declared"}`,
    );
  });
  return names;
}

/**
 * The rows below the header as fields. Empty lines and quotes, which CSV allows, occur in no log.
 */
function readLines(whole: string, source: string): string[][] {
  const odd = /["\r\uFEFF]|\n\n/.exec(whole);
  if (odd !== null) {
    const empty = odd[0] === "\n\n";
    throw new SyntaxError(
      `Cannot read ${source}:${countLines(whole.slice(0, odd.index)) + (empty ? 2 : 1)}: ` +
        (empty ? "the line is empty" : `${JSON.stringify(odd[0])} cannot occur in a log`),
    );
  }
  return parse(whole).slice(1);
}

const NUMBER = /^(-?(\d+(\.\d+)?(e[+-]\d+)?|Infinity)|NaN)$/;

function readColumn(
  lines: readonly string[][],
  at: number,
  name: string,
  column: Column | undefined,
  source: string,
): Float64Array {
  const values = new Float64Array(lines.length);
  for (let row = 0; row < lines.length; row++) {
    const field = lines[row]![at] ?? "";
    const value = NUMBER.test(field) ? Number(field) : undefined;
    const wanted = value === undefined || (Math.abs(value) === Infinity && !field.endsWith("y"))
      ? "a number"
      : column?.precision === "integer" && !Number.isSafeInteger(value)
      ? "an integer"
      : undefined;
    if (wanted !== undefined) {
      throw new SyntaxError(
        `Cannot read ${source}:${row + 2}: column "${name}" is ` +
          `${JSON.stringify(field.slice(0, 80))}; wanted ${wanted}`,
      );
    }
    values[row] = value!;
  }
  return values;
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}
