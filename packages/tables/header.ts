/**
 * Whether a first line is what the configuration says: finds names that are really data, and data
 * that are really column numbers.
 *
 * @module
 */
import type { CsvTable } from "./table.ts";
import { isNumber } from "./numbers.ts";

/** What marks a missing number. */
const MISSING = /^(na|nan|null|none|nil|inf|infinity|-inf|-infinity|\?|-|\.)$/i;

/**
 * Refuses names of columns that look like rows of data: only numbers that do not count the columns,
 * or numbers beside a label that occurs below.
 *
 * @param label The column of the label; undefined if it could not be found.
 * @param isLabelBelow Whether the name of that column is the label of a row.
 * @throws {SyntaxError} The first line seems to be data.
 */
export function refuseDataAsNames(
  { file, names, nameLine }: CsvTable,
  label: number | undefined,
  isLabelBelow: boolean,
): void {
  if (names === undefined) return;
  const features = names.filter((_, column) => column !== label);
  const words = features.filter((name) => !isNumber(name) && !MISSING.test(name));
  const numbers = features.filter(isNumber);
  if (numbers.length === 0) return;
  const isAllNumbers = words.length <= (label === undefined ? 1 : 0) && !countsColumns(features);
  if (!isLabelBelow && !isAllNumbers) return;
  throw new SyntaxError(
    `Cannot read ${file}, line ${nameLine}: wanted names of columns, but ` +
      `${numbers.length} of ${names.length} are numbers, so that it seems to be the first example; ` +
      'set header "none" where data begin at once, or put a line of names before it',
  );
}

/**
 * Whether the first line of a table without names seems to number its columns.
 *
 * @param isLabelBelow Whether its label is also that of another row.
 */
export function seemsNumbered(
  first: readonly string[],
  label: number,
  isLabelBelow: boolean,
): boolean {
  const features = first.filter((_, column) => column !== label);
  return features.length > 1 && countsColumns(features) && !isLabelBelow;
}

/** Whether numbers are those of columns: whole, each one more than the one before. */
function countsColumns(fields: readonly string[]): boolean {
  const numbers = fields.filter((field) => /^\d{1,9}$/.test(field)).map(Number);
  return numbers.length === fields.length &&
    numbers.every((each, i) =>
      i === 0 ? each < 2 || fields.length > 1 : each === numbers[i - 1]! + 1
    );
}
