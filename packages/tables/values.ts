/**
 * The numbers in columns of a table. Not for labels: see `labels.ts`.
 *
 * @module
 */
import { isNumber, numberRemedy } from "./numbers.ts";
import { type CsvTable, placeOf, quote } from "./table.ts";

/**
 * The numbers in some columns, row by row.
 *
 * @throws {SyntaxError} A field is no number; its place is named.
 * @throws {RangeError} A number is too large for float32.
 */
export function parseValues(table: CsvTable, columns: readonly number[]): Float64Array {
  const values = new Float64Array(table.rows.length * columns.length);
  table.rows.forEach(({ line, fields }, row) => {
    const remedy = row === 0 && table.names === undefined && table.classes === undefined
      ? '; say header "names" where the first line names the columns'
      : "";
    columns.forEach((column, at) => {
      const value = parseValue(table, line, column, fields[column]!, remedy);
      values[row * columns.length + at] = value;
    });
  });
  return values;
}

/**
 * The number in a field, which float32 must be able to hold once it is rounded.
 *
 * @param remedy What the error for a field that is no number ends with.
 */
function parseValue(
  table: CsvTable,
  line: number,
  column: number,
  field: string,
  remedy = "",
): number {
  if (!isNumber(field)) {
    const got = field === "" ? "the field is empty" : `${quote(field)} is no number`;
    throw new SyntaxError(
      `Cannot read ${placeOf(table, line, column)}: ${got}${numberRemedy(field) || remedy}`,
    );
  }
  const value = Number(field);
  if (Number.isFinite(Math.fround(value))) return value;
  throw new RangeError(
    `Cannot read ${placeOf(table, line, column)}: ${quote(field)} is too large for float32`,
  );
}
