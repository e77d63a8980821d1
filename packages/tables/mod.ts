/**
 * Tables: bytes of a CSV file to rows that know their line, to columns, numbers and labels, and what
 * is doubtful about them. Everything that cannot be read is refused with file, line and column.
 *
 * Not for what is done with a table: `@samebit/datasets` hashes and splits it. How cells are read, to
 * the last bit: `docs/contracts/5-data.md`, section 5.4.
 *
 * @module
 */
export { findAlike, findSame } from "./alike_labels.ts";
export { columnIndex, columnsOf, findColumn, nameOf, type TableColumns } from "./columns.ts";
export { findPoorColumns, type PoorColumn, type TableDoubts } from "./doubts.ts";
export { refuseDataAsNames, seemsNumbered } from "./header.ts";
export { type Labels, parseLabels } from "./labels.ts";
export { isNumber } from "./numbers.ts";
export type { CsvHeader, TableOptions } from "./options.ts";
export {
  checkCsvTable,
  type CsvRow,
  type CsvTable,
  parseCountedTable,
  parseCsvTable,
  parseNamedTable,
  placeOf,
  quote,
  readTable,
} from "./table.ts";
export { parseValues } from "./values.ts";
