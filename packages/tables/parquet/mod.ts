/**
 * Parquet files to CSV: a table is converted once, and from then on it is a CSV file like any other,
 * so that its hash, its archive and its verification need no reader of Parquet. This part is separate
 * because pages, which read tables too, need none.
 *
 * @module
 */
export { csvOfParquet, type ParquetSource, type TableSize } from "./csv_of_parquet.ts";
