/**
 * Tables: from the bytes of a CSV file to rows with line numbers, columns of numbers and words, and
 * labels; what is doubtful about them; and the {@link TableEncoding}, fitted on training examples,
 * that turns the cells of any row into a network's values. Everything that cannot be read is
 * refused with file, line and column.
 *
 * Not for what is done with a table: `@samebit/datasets` hashes and splits it. How cells are read, to
 * the last bit: `docs/contracts/5-data.md`, section 5.4, and `docs/contracts/18-tables.md`.
 *
 * @module
 */
export { findAlike, findSame } from "./alike_labels.ts";
export {
  type CellOptions,
  type CellRemedies,
  type Cells,
  joinColumns,
  type NumberColumn,
  readCells,
  type ReadColumn,
  type WantedColumn,
  type WordColumn,
} from "./cells.ts";
export {
  columnIndex,
  columnsOf,
  type FeatureColumn,
  findColumn,
  nameOf,
  type TableColumns,
} from "./columns.ts";
export { type KnownDelimiter } from "./delimiter.ts";
export { findPoorColumns, type PoorColumn, type StrangeLevel, type TableDoubts } from "./doubts.ts";
export {
  countEncoded,
  encodeCells,
  type EncodedRows,
  encodeRows,
  featureNames,
  findIndicators,
  fitEncoding,
  isPlain,
  type NumberEncoding,
  type RawTable,
  type TableEncoding,
  type UnseenLevel,
  type WordsEncoding,
} from "./encoding.ts";
export { refuseDataAsNames, seemsNumbered } from "./header.ts";
export { type ClassLabels, parseLabels, parseLevels } from "./labels.ts";
export { isNumber } from "./numbers.ts";
export type {
  CellStyle,
  ColumnName,
  CsvHeader,
  DecimalSign,
  Delimiter,
  Missing,
  TableOptions,
} from "./options.ts";
export { chainRows, type CsvRow, firstRow, readTable } from "./rows.ts";
export {
  type CsvTable,
  parseCountedTable,
  parseCsvTable,
  parseNamedTable,
  placeInTable,
  quoteField,
} from "./table.ts";
export { type ColumnProfile, profileTable, type TableProfile } from "./profile.ts";
export { suggestTable, type TableSuggestion } from "./suggest.ts";
