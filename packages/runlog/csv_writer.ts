/**
 * The text of a log, line by line. It knows no files: the store appends what these functions return.
 * Every number is written in the shortest decimal form that reads back as the same float64, so a
 * log is exact and the same bytes on every machine.
 */
import type { Column } from "./column.ts";

/** What a column may be called: a name that needs no quotes in any file. */
export const COLUMN_NAME: RegExp = /^[A-Za-z][A-Za-z0-9_.:/-]*$/;

/**
 * The first line of a log: the columns' names, separated by commas, with its line feed.
 *
 * @throws {SyntaxError} if a name does not begin with a letter, or contains anything but letters,
 * digits and `_ . : / -`.
 */
export function formatHeader(columns: readonly Column[]): string {
  for (const { name } of columns) {
    if (!COLUMN_NAME.test(name)) {
      throw new SyntaxError(
        `Cannot name a column ${JSON.stringify(name)}: ` +
          "wanted a letter, then letters, digits and _ . : / -",
      );
    }
  }
  return columns.map(({ name }) => name).join(",") + "\n";
}

/**
 * One line of a log, with its line feed: the row's numbers in the order of the columns. Fields of
 * the row which no column names are left out.
 *
 * @throws {TypeError} if the row has no number for a column.
 * @throws {RangeError} if a column of integers is given another number.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatRow, STEP_COLUMNS } from "@samebit/runlog";
 *
 * const row = { step: 1, epoch: 1, learningRate: 0.01, trainLoss: 2.302585092994046 };
 * assertEquals(formatRow(STEP_COLUMNS, row), "1,1,0.01,2.302585092994046\n");
 * ```
 */
export function formatRow(
  columns: readonly Column[],
  row: Readonly<Record<string, number>>,
): string {
  let line = "";
  for (const column of columns) {
    if (line !== "") line += ",";
    line += formatField(column, row[column.name]);
  }
  return line + "\n";
}

/** The text of a complete log; throws as {@link formatHeader} and {@link formatRow} do. */
export function formatLog(
  columns: readonly Column[],
  rows: readonly Readonly<Record<string, number>>[],
): string {
  return formatHeader(columns) + rows.map((row) => formatRow(columns, row)).join("");
}

/**
 * A number in the shortest decimal form that reads back as the same float64, laid out as
 * ECMAScript's `Number::toString` does (`1e-7`, `0.00002`, `1e+21`); `NaN`, `Infinity`, `-Infinity`
 * and `-0` are written as such.
 */
export function formatNumber(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function formatField(column: Column, value: number | undefined): string {
  if (typeof value !== "number") {
    throw new TypeError(
      `Cannot write column "${column.name}": the row has ${typeof value}; wanted a number`,
    );
  }
  if (column.precision === "integer" && !Number.isSafeInteger(value)) {
    throw new RangeError(
      `Cannot write column "${column.name}": ${formatNumber(value)} is not a safe integer`,
    );
  }
  return formatNumber(value);
}
