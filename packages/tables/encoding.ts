/**
 * Turns the cells of a row into the values that a network receives, before offset and factor:
 * fitted on the training examples alone, as plain data that can be stored beside weights as JSON.
 *
 * A number is itself, or the fill value if it is missing. A word becomes as many values as the
 * training examples have different words: 1 for its own, 0 for the others; a word that they do not
 * have is 0 everywhere. `docs/contracts/18-tables.md`, section 18.3.
 *
 * @module
 */
import type { ReadColumn } from "./cells.ts";
import type { CellStyle, Missing } from "./options.ts";

/** A column of numbers, which is one feature. */
export interface NumberEncoding {
  /** That it is one of numbers. */
  readonly kind: "number";
  /** What the column is called; null where the file has no names. */
  readonly name: string | null;
  /** The value of a missing cell; null if none may be missing. */
  readonly fill: number | null;
}

/** A column of words, which is a feature for each level. */
export interface WordsEncoding {
  /** That it is one of words. */
  readonly kind: "words";
  /** What the column is called; null where the file has no names. */
  readonly name: string | null;
  /** The words of the training examples, in order; "" is a missing cell, and the last. */
  readonly levels: readonly string[];
}

/** Turns the cells of a row into values; every member is JSON. */
export interface TableEncoding extends CellStyle {
  /** The columns of the file that become features, in the order of their features. */
  readonly columns: readonly (NumberEncoding | WordsEncoding)[];
  /** The names of columns of the file that are neither features nor to be learned. */
  readonly passedOver: readonly string[];
}

/** Rows before they are encoded: the input of the data hash. */
export interface RawTable {
  /** [rows, columns]; for words the number of the level; NaN is a missing cell. */
  readonly values: Float32Array;
  /** The levels of each column of words; null for numbers. */
  readonly levels: readonly (readonly string[] | null)[];
}

/** A level that no training example has, and how many rows have it. */
export interface UnseenLevel {
  /** The index of the column among the encoded ones. */
  readonly column: number;
  /** The level; "" is a missing cell. */
  readonly level: string;
  /** How many rows have it. */
  readonly rows: number;
}

/** Rows that are encoded. */
export interface EncodedRows {
  /** [rows, features]. */
  readonly values: Float32Array;
  /** The levels that were met and are not the encoding's. */
  readonly unseen: readonly UnseenLevel[];
  /** How many cells were filled. */
  readonly filled: number;
}

/**
 * Fits an encoding on some rows.
 *
 * @param rows Those of the training examples.
 * @param columnNames The names of the columns; null if the file has none.
 * @throws {RangeError} A column that is to be filled is empty in all of them.
 */
export function fitEncoding(
  raw: RawTable,
  rows: Uint32Array,
  columnNames: readonly (string | null)[],
  { missing, decimal, missingMarks, passedOver }: Omit<TableEncoding, "columns"> & {
    readonly missing: Missing;
  },
): TableEncoding {
  const width = raw.levels.length;
  const columns = raw.levels.map((levels, column) => {
    const values = Float32Array.from(rows, (row) => raw.values[row * width + column]!);
    const name = columnNames[column]!;
    if (levels !== null) return { kind: "words" as const, name, levels: seen(levels, values) };
    const isFilled = missing === "mean" || missing === "median";
    const fill = isFilled ? fillOf(values, missing, name ?? `number ${column}`) : null;
    return { kind: "number" as const, name, fill };
  });
  return { decimal, missingMarks, columns, passedOver };
}

/** The levels that occur, in order, and "" after them if a cell is missing. */
function seen(levels: readonly string[], values: Float32Array): string[] {
  const there = new Set(values);
  return [...levels.filter((_, number) => there.has(number)), ...(there.has(NaN) ? [""] : [])];
}

/** Mean or median of the numbers present, in float64, rounded to float32. */
function fillOf(values: Float32Array, how: "mean" | "median", name: string): number {
  const there = values.filter((value) => !Number.isNaN(value));
  if (there.length === 0) {
    throw new RangeError(
      `Cannot fill column ${JSON.stringify(name)}: it is empty in all ${values.length} training ` +
        "examples; set drop to leave it out",
    );
  }
  if (how === "mean") {
    let sum = 0;
    for (const value of there) sum += value;
    return Math.fround(sum / there.length);
  }
  there.sort();
  const middle = there.length >> 1;
  return there.length % 2 === 1
    ? there[middle]!
    : Math.fround((there[middle - 1]! + there[middle]!) / 2);
}

/** How many features an encoding has. */
export function countEncoded({ columns }: TableEncoding): number {
  return columns.reduce((sum, each) => sum + (each.kind === "number" ? 1 : each.levels.length), 0);
}

/** Whether it changes nothing: every column is a number that is never missing. */
export function isPlain({ columns }: TableEncoding): boolean {
  return columns.every((column) => column.kind === "number" && column.fill === null);
}

/** The names of the features, such as `sex=female`; null if the file has none. */
export function featureNames({ columns }: TableEncoding): readonly string[] | null {
  if (columns.some(({ name }) => name === null)) return null;
  return columns.flatMap((column) =>
    column.kind === "number"
      ? [column.name!]
      : column.levels.map((level) => `${column.name}=${level === "" ? "(missing)" : level}`)
  );
}

/** Which features are 1 or 0 for a level, and so neither moved nor scaled, [features]. */
export function findIndicators({ columns }: TableEncoding): boolean[] {
  return columns.flatMap((column) =>
    column.kind === "number" ? [false] : column.levels.map(() => true)
  );
}

/** Encodes the cells of a file's columns, which are those of the encoding in its order. */
export function encodeCells(
  encoding: TableEncoding,
  cells: readonly ReadColumn[],
  rows: number,
): Float32Array {
  const { length: width } = encoding.columns;
  const values = new Float32Array(rows * width);
  const levels = encoding.columns.map((_, at) => {
    const cell = cells[at]!;
    const numbers = cell.kind === "words" ? cell.codes : cell.values;
    for (let row = 0; row < rows; row++) values[row * width + at] = numbers[row]!;
    return cell.kind === "words" ? cell.words : null;
  });
  const all = Uint32Array.from({ length: rows }, (_, row) => row);
  return encodeRows(encoding, { values, levels }, all).values;
}

/** Encodes the rows with these indices, in their order. */
export function encodeRows(
  encoding: TableEncoding,
  { values, levels }: RawTable,
  rows: Uint32Array,
): EncodedRows {
  const width = levels.length;
  const features = countEncoded(encoding);
  const out = new Float32Array(rows.length * features);
  const unseen: UnseenLevel[] = [];
  let [filled, start] = [0, 0];
  encoding.columns.forEach((column, at) => {
    const cell = (row: number) => values[rows[row]! * width + at]!;
    if (column.kind === "number") {
      for (let row = 0; row < rows.length; row++) {
        const value = cell(row);
        const isMissing = Number.isNaN(value);
        if (isMissing) filled++;
        out[row * features + start] = isMissing ? column.fill ?? NaN : value;
      }
      start++;
      return;
    }
    const names = [...levels[at]!, ""];
    const places = names.map((name) => column.levels.indexOf(name));
    const met = new Uint32Array(names.length);
    for (let row = 0; row < rows.length; row++) {
      const value = cell(row);
      const number = Number.isNaN(value) ? names.length - 1 : value;
      met[number]!++;
      const place = places[number]!;
      if (place >= 0) out[row * features + start + place] = 1;
    }
    names.forEach((level, number) => {
      if (met[number]! > 0 && places[number]! < 0) {
        unseen.push({ column: at, level, rows: met[number]! });
      }
    });
    start += column.levels.length;
  });
  return { values: out, unseen, filled };
}
