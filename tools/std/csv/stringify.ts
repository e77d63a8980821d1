/**
 * `stringify` of `@std/csv`, by `csv-stringify`. Each line ends with CR LF; a value is quoted only
 * where it holds the separator, a quote or a line feed; formulas are not escaped.
 */
import { stringify as stringifyRecords } from "csv-stringify/sync";

/** Key or index of a value in a data item. */
export type PropertyAccessor = number | string;

/** A column with its own heading. */
export type ColumnDetails = {
  /** Heading; the last accessor when left out. */
  header?: string;
  /** Where the value stands in a data item. */
  prop: PropertyAccessor | PropertyAccessor[];
};

/** Where a column's values stand in the data items. */
export type Column = ColumnDetails | PropertyAccessor | PropertyAccessor[];

/** A row: an array, or an object where columns are given. */
export type DataItem = Readonly<Record<string, unknown> | unknown[]>;

/** Options for `stringify`. */
export type StringifyOptions = {
  /** Whether the line of headings is written (it needs `columns`); true when left out. */
  headers?: boolean;
  /** Text between values; a comma when left out. */
  separator?: string;
  /** The columns to write; whole arrays when left out. */
  columns?: readonly Column[];
  /** Whether the text begins with a byte-order mark. */
  bom?: boolean;
};

/** Writes rows as CSV text. */
export function stringify(data: readonly DataItem[], options?: StringifyOptions): string {
  const { headers = true, separator = ",", columns = [], bom = false } = options ?? {};
  if (separator.includes('"') || separator.includes("\r\n")) {
    throw new TypeError('Separator cannot include a quotation mark (") or CR LF');
  }
  const rows = data.map((item) => values(item, columns).map(toText));
  if (headers && columns.length > 0) rows.unshift(columns.map(heading));
  return stringifyRecords(rows, {
    bom,
    delimiter: separator,
    record_delimiter: "\r\n",
    quoted_match: /\n/,
  });
}

function accessors(column: Column): PropertyAccessor[] {
  const path = typeof column === "object" && !Array.isArray(column) ? column.prop : column;
  return Array.isArray(path) ? path : [path];
}

function heading(column: Column): string {
  const own = typeof column === "object" && !Array.isArray(column) ? column.header : undefined;
  return own ?? String(accessors(column).at(-1));
}

function values(item: DataItem, columns: readonly Column[]): unknown[] {
  if (columns.length > 0) {
    return columns.map((column) => accessors(column).reduce(read, item as unknown));
  }
  if (Array.isArray(item)) return item;
  throw new TypeError("No property accessor function was provided for object");
}

function read(value: unknown, accessor: PropertyAccessor): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value) && typeof accessor !== "number") {
    throw new TypeError('Property accessor is not of type "number"');
  }
  return (value as Record<PropertyAccessor, unknown>)[accessor];
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
