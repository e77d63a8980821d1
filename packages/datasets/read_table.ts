/**
 * A table in a CSV file, read as a plan says: its content, and what else is known about it. Not for
 * splitting it: see `csv_file.ts`.
 *
 * @module
 */
import type { ColumnNames, Content } from "@samebit/splits";
import {
  type CellRemedies,
  type Cells,
  columnIndex,
  columnsOf,
  type CsvTable,
  firstRow,
  joinColumns,
  type KnownDelimiter,
  nameOf,
  type NumberColumn,
  parseCsvTable,
  parseLabels,
  parseLevels,
  placeInTable,
  readCells,
  readTable,
  refuseDataAsNames,
  seemsNumbered,
  type TableColumns,
  type WantedColumn,
  type WordColumn,
} from "@samebit/tables";
import type { CsvConfig } from "./csv_config.ts";
import { orderKeys } from "./order_keys.ts";

/** A table that was read. */
export interface ReadTable {
  /** Its content. */
  readonly content: Content;
  /** The values as they are written, before they are rounded to float32. */
  readonly exact: Float64Array;
  /** What its rows are split by, if a column says so. */
  readonly keys?: Float64Array | Uint32Array;
  /** The names of the features' columns; null if the file has none. */
  readonly columnNames: readonly (string | null)[];
  /** What a column of features is called in a message. */
  nameOfFeature(column: number): string;
  /** The names of columns that are neither features nor to be learned; none if none are named. */
  readonly passedOver: readonly string[];
  /** What separates its fields. */
  readonly delimiter: KnownDelimiter;
  /** How many rows it has, including those left out. */
  readonly rows: number;
  /** How many rows were left out, by the column whose cell is missing. */
  readonly leftOut: readonly { readonly column: string; readonly rows: number }[];
  /** Whether the first line, taken for an example, seems to number the columns. */
  readonly isNumbered: boolean;
}

/**
 * Reads the bytes of a CSV file.
 *
 * @throws {SyntaxError} If the file is not such a table; file, line and column are named.
 * @throws {RangeError} If a column does not exist, a number is too large for float32, or there are too
 * few or too many classes or levels.
 */
export function readCsvTable(bytes: Uint8Array, config: CsvConfig): ReadTable {
  return readTable(bytes, config.file, (rows, delimiter) => {
    const first = firstRow(rows, config.file);
    const table = parseCsvTable(first, rows, config);
    const answer = columnIndex(table, config.targets[0] ?? config.label);
    refuseDataAsNames(table, answer, false);
    const columns = columnsOf(table, config);
    const answerColumn = columns.label ?? columns.targets[0]!;
    const cells = readCells(table, wantedOf(columns, config), {
      decimal: config.decimal,
      missingMarks: config.missingMarks,
      remedies: remediesOf(table, columns, config),
      find: {
        column: answerColumn,
        ...(table.names !== undefined && { text: table.names[answerColumn]! }),
      },
    });
    refuseDataAsNames(table, answer, cells.isFound);
    return {
      ...contentOf(table, columns, cells, config),
      columnNames: columns.features.map(({ index }) => table.names?.[index] ?? null),
      passedOver: passedOver(table, columns),
      nameOfFeature: (column) => nameOf(table, columns.features[column]!.index),
      delimiter,
      rows: cells.rows + [...cells.leftOut.values()].reduce((sum, count) => sum + count, 0),
      leftOut: [...cells.leftOut].map(([index, rows]) => ({ column: nameOf(table, index), rows })),
      isNumbered: config.header === "none" &&
        seemsNumbered(first.fields, answerColumn, cells.isFound),
    };
  }, config.delimiter);
}

/** The columns to read: features, then what is to be learned, then what decides the splits. */
function wantedOf({ features, label, targets, split }: TableColumns, config: CsvConfig) {
  const ofFeatures = config.missing === "refuse"
    ? "refused"
    : config.missing === "leave-out"
    ? "left out"
    : "kept";
  const ofOthers = config.missing === "refuse" ? "refused" : "left out";
  const wanted: WantedColumn[] = features.map((column) => ({ ...column, missing: ofFeatures }));
  if (label !== undefined) {
    wanted.push({ index: label, isWords: true, missing: ofOthers, what: "label" });
  }
  for (const index of targets) wanted.push({ index, isWords: false, missing: ofOthers });
  if (split !== undefined) wanted.push({ index: split, isWords: true, missing: ofOthers });
  return wanted;
}

function remediesOf(
  table: CsvTable,
  { targets }: TableColumns,
  { missing }: CsvConfig,
): CellRemedies {
  const spell = (column: number) => JSON.stringify(table.names?.[column] ?? column);
  return {
    missing: missing === "refuse"
      ? '; set missing "mean", "median" or "leave-out" where cells may be missing'
      : "",
    word: (column) =>
      targets.includes(column)
        ? "; a target is a number, and of several labels 0 or 1"
        : `; set categorical: [${spell(column)}] where the column holds words, drop: [${
          spell(column)
        }] to leave it out, or missingMarks where this stands for a missing number`,
  };
}

function contentOf(
  table: CsvTable,
  columns: TableColumns,
  { columns: cells, rows, lines }: Cells,
  config: CsvConfig,
): Pick<ReadTable, "content" | "exact" | "keys"> {
  const { features, label, targets, split } = columns;
  const width = features.length;
  const exact = new Float64Array(rows * width);
  const levels = features.map(({ index, isWords }, at) => {
    const read = isWords ? parseLevels(table, cells[at] as WordColumn, index) : undefined;
    const numbers = read?.numbers ?? (cells[at] as NumberColumn).values;
    for (let row = 0; row < rows; row++) exact[row * width + at] = numbers[row]!;
    return read?.levels ?? null;
  });
  const answers = label !== undefined ? parseLabels(table, cells[width] as WordColumn, label) : {
    labels: new Uint16Array(0),
    classes: [],
    targets: {
      names: targets.map((index) => nameOf(table, index)),
      values: joinColumns(cells.slice(width, width + targets.length) as NumberColumn[], rows),
      placeOf: (row: number, column: number) => placeInTable(table, lines[row]!, targets[column]!),
    },
  };
  const content: Content = {
    shape: [width],
    values: Float32Array.from(exact),
    ...answers,
    ...(levels.some((each) => each !== null) && { levels }),
    ...(table.names !== undefined && { columns: namesOf(table.names, columns) }),
  };
  const last = cells.at(-1) as WordColumn;
  const keys = split === undefined
    ? undefined
    : config.split === "in-order"
    ? orderKeys(table, last, split)
    : last.codes;
  return { content, exact, ...(keys !== undefined && { keys }) };
}

function namesOf(names: readonly string[], { features, label }: TableColumns): ColumnNames {
  return {
    features: features.map(({ index }) => names[index]!),
    ...(label !== undefined && { label: names[label]! }),
  };
}

function passedOver({ names }: CsvTable, { features, label, targets }: TableColumns): string[] {
  const used = new Set([...features.map(({ index }) => index), ...targets, label]);
  return (names ?? []).filter((_, index) => !used.has(index));
}
