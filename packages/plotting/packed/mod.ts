/**
 * How a page holds charts in little room, and how they are taken out again. It needs nothing but this
 * folder, so that a browser can have it.
 *
 * @module
 */
export type { Bitmaps } from "./bitmaps.ts";
export { differencesOf, type JsonChange, type JsonValue } from "./differences.ts";
export { type PackedColumn, type PackedRows, packRows, type PlainRow, unpackRows } from "./rows.ts";
