/**
 * Rows as a page holds them, column by column: names of fields appear once, and texts that repeat,
 * such as a variant's label, as indices into a list. It takes half the space of rows one by one.
 */
import { type Bitmaps, packBitmaps, unpackBitmaps } from "./bitmaps.ts";
import type { JsonValue } from "./differences.ts";

/** A row by the names of its fields. */
export type PlainRow = Readonly<Record<string, JsonValue>>;

/**
 * A column: its values; or the indices of its texts or pictures in a list; or only the values that
 * rows have.
 */
export type PackedColumn =
  | readonly JsonValue[]
  | { readonly texts: readonly string[] | Bitmaps; readonly places: readonly number[] }
  | { readonly given: readonly (readonly [row: number, value: JsonValue])[] };

/** Rows, column by column. */
export interface PackedRows {
  /** How many there are. */
  readonly count: number;
  /** The columns by the names of the fields, in the order of the first row. */
  readonly columns: readonly (readonly [name: string, values: PackedColumn])[];
}

/** Packs rows. */
export function packRows(rows: readonly PlainRow[]): PackedRows {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    count: rows.length,
    columns: names.map((name) => [name, packColumn(rows, name)] as const),
  };
}

function packColumn(rows: readonly PlainRow[], name: string): PackedColumn {
  if (!rows.every((row) => Object.hasOwn(row, name))) {
    return {
      given: rows.flatMap((row, at) => Object.hasOwn(row, name) ? [[at, row[name]!] as const] : []),
    };
  }
  const values = rows.map((row) => row[name]!);
  if (!values.every((value) => typeof value === "string")) return values;
  const texts = [...new Set(values)];
  const place = new Map(texts.map((text, at) => [text, at]));
  return { texts: packBitmaps(texts) ?? texts, places: values.map((value) => place.get(value)!) };
}

/** The rows that were packed. */
export function unpackRows({ count, columns }: PackedRows): Record<string, JsonValue>[] {
  const rows = Array.from({ length: count }, (): Record<string, JsonValue> => ({}));
  for (const [name, values] of columns) {
    if ("given" in values) { for (const [at, value] of values.given) rows[at]![name] = value; }
    else if ("texts" in values) {
      const texts = "levels" in values.texts ? unpackBitmaps(values.texts) : values.texts;
      values.places.forEach((place, row) => rows[row]![name] = texts[place]!);
    } else values.forEach((value, row) => rows[row]![name] = value);
  }
  return rows;
}
