/**
 * What a table seems to contain, read cautiously and in bounded memory, for people who want to use
 * it in an experiment. Nothing is decided here; no run uses it.
 *
 * @module
 */
import { plainNumber } from "./cells.ts";
import type { KnownDelimiter } from "./delimiter.ts";
import { isNumber } from "./numbers.ts";
import type { CsvHeader, DecimalSign } from "./options.ts";
import { chainRows, type CsvRow, firstRow, readTable } from "./rows.ts";
import { checkRow, type CsvTable, parseCountedTable, parseNamedTable } from "./table.ts";

/** A column as it seems. */
export interface ColumnProfile {
  /** Its index. */
  readonly index: number;
  /** Its name; undefined where the file has none. */
  readonly name: string | undefined;
  /** Whether its cells are numbers, dates, or words; `empty` if all are missing. */
  readonly kind: "numbers" | "dates" | "words" | "empty";
  /** How many cells are missing. */
  readonly missing: number;
  /** The texts that seem to mark a missing cell. */
  readonly marks: readonly string[];
  /**
   * The distinct texts, except those that seem to mark a missing cell, and how often each occurs.
   */
  readonly values: ReadonlyMap<string, number>;
  /** Whether there are more different ones than are counted. */
  readonly hasMore: boolean;
  /** Of numbers: the least, the greatest, and the mean. */
  readonly range?: { readonly least: number; readonly greatest: number; readonly mean: number };
  /** For numbers: whether all are whole. */
  readonly isWhole: boolean;
}

/** A table as it seems. */
export interface TableProfile {
  /** Its file. */
  readonly file: string;
  /** What separates its fields. */
  readonly delimiter: KnownDelimiter;
  /** How it begins. */
  readonly header: CsvHeader;
  /** The decimal separator of its numbers. */
  readonly decimal: DecimalSign;
  /** The names of the classes, where its first line lists them. */
  readonly classes?: readonly string[];
  /** The number of rows. */
  readonly rows: number;
  /** Its columns. */
  readonly columns: readonly ColumnProfile[];
}

/** Different texts of a column that are counted. */
const MOST_VALUES = 1000;

/** What people write where a cell is missing. */
const MARKS = new Set([
  "NA",
  "N/A",
  "n/a",
  "na",
  "NaN",
  "nan",
  "NULL",
  "null",
  "None",
  "?",
  "-",
  ".",
]);

const DATE = /^\d{4}-\d{2}(-\d{2}([T ]\d{2}:\d{2}.*)?)?$/;

/**
 * Reads a file and reports what it seems to contain.
 *
 * @throws {SyntaxError} It is not a table: rows differ in their number of columns, or it is not
 *   text.
 */
export function profileTable(bytes: Uint8Array, file: string): TableProfile {
  return readTable(bytes, file, (rows, delimiter) => {
    const { table, header } = headOf(rows, file);
    const columns = Array.from({ length: table.columns }, () => new ColumnReader());
    let count = 0;
    for (let next = table.rows.next(); !next.done; next = table.rows.next(), count++) {
      checkRow(table, next.value);
      next.value.fields.forEach((field, at) => columns[at]!.push(field));
    }
    if (count === 0) throw new SyntaxError(`Cannot read ${file}: it has no rows of data`);
    const commas = columns.some((column) => column.hasCommas);
    const decimal = delimiter !== "comma" && commas ? "comma" : "point";
    return {
      file,
      delimiter,
      header,
      decimal,
      ...(table.classes !== undefined && { classes: table.classes }),
      rows: count,
      columns: columns.map((column, index) => ({
        index,
        name: table.names?.[index],
        ...column.finish(decimal),
      })),
    };
  });
}

/** The head of a table, however it begins: with counts, with names, or with data. */
function headOf(
  rows: Iterator<CsvRow, undefined>,
  file: string,
): { readonly table: CsvTable; readonly header: CsvHeader } {
  const first = firstRow(rows, file);
  const second = rows.next().value;
  const rest = chainRows(second === undefined ? [] : [second], rows);
  const [examples, features] = first.fields;
  const width = second?.fields.length ?? 0;
  if (/^\d+$/.test(examples ?? "") && Number(features) + 1 === width && first.fields.length > 3) {
    return { table: parseCountedTable(file, first, rest), header: "counts" };
  }
  const isNamed = first.fields.every((field) =>
    field !== "" && !isNumber(field) && !MARKS.has(field)
  );
  if (isNamed) return { table: parseNamedTable(file, first, rest), header: "names" };
  return {
    table: { file, columns: first.fields.length, rows: chainRows([first], rest) },
    header: "none",
  };
}

/** Gathers the facts about a column. */
class ColumnReader {
  readonly #values = new Map<string, number>();
  #hasMore = false;
  #cells = 0;
  #empty = 0;
  /** Cells that are numbers with a point, with a comma, or with neither. */
  readonly #points = createRange();
  readonly #commas = createRange();
  readonly #whole = createRange();
  #dates = 0;
  readonly #marks = new Map<string, number>();

  /** Whether it has numbers with a decimal comma and none with a point. */
  get hasCommas(): boolean {
    return this.#commas.count > 0 && this.#points.count === 0;
  }

  push(field: string): void {
    this.#cells++;
    if (field === "") {
      this.#empty++;
      return;
    }
    if (MARKS.has(field)) {
      this.#marks.set(field, (this.#marks.get(field) ?? 0) + 1);
      return;
    }
    const known = this.#values.get(field);
    if (known !== undefined || this.#values.size < MOST_VALUES) {
      this.#values.set(field, (known ?? 0) + 1);
    } else this.#hasMore = true;
    const kind = /^[+-]?\d+$/.test(field)
      ? this.#whole
      : isNumber(field)
      ? this.#points
      : plainNumber(field, "comma") !== undefined
      ? this.#commas
      : undefined;
    if (kind !== undefined) kind.add(Number(field.replace(",", ".")));
    else if (DATE.test(field)) this.#dates++;
  }

  finish(decimal: DecimalSign): Omit<ColumnProfile, "index" | "name"> {
    const fractions = decimal === "comma" ? this.#commas : this.#points;
    const marked = [...this.#marks.values()].reduce((sum, count) => sum + count, 0);
    const there = this.#cells - this.#empty - marked;
    const numbers = fractions.count + this.#whole.count;
    const kind = there === 0
      ? "empty"
      : numbers === there
      ? "numbers"
      : this.#dates === there
      ? "dates"
      : "words";
    return {
      kind,
      missing: this.#empty + marked,
      marks: [...this.#marks.keys()],
      values: this.#values,
      hasMore: this.#hasMore,
      isWhole: kind === "numbers" && fractions.count === 0,
      ...(kind === "numbers" && { range: joinRanges(fractions, this.#whole) }),
    };
  }
}

interface Range {
  count: number;
  sum: number;
  least: number;
  greatest: number;
  add(value: number): void;
}

function createRange(): Range {
  return {
    count: 0,
    sum: 0,
    least: Infinity,
    greatest: -Infinity,
    add(value) {
      this.count++;
      this.sum += value;
      this.least = Math.min(this.least, value);
      this.greatest = Math.max(this.greatest, value);
    },
  };
}

function joinRanges(a: Range, b: Range): NonNullable<ColumnProfile["range"]> {
  return {
    least: Math.min(a.least, b.least),
    greatest: Math.max(a.greatest, b.greatest),
    mean: (a.sum + b.sum) / (a.count + b.count),
  };
}
