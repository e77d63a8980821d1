/**
 * How a page stores charts compactly, and how they are unpacked. It depends on nothing outside this
 * folder, so that it can run in a browser.
 *
 * @module
 */
export type { Bitmaps } from "./bitmaps.ts";
export { differencesOf, type JsonChange, type JsonValue } from "./differences.ts";
export { type PackedColumn, type PackedRows, packRows, type PlainRow, unpackRows } from "./rows.ts";
