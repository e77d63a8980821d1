/**
 * Tables in CSV files: one column is the label, or some are targets, every other one a number. Not
 * for missing values or categories: such a table is refused with the place of the first offence.
 *
 * @module
 */
import {
  columnIndex,
  columnsOf,
  type CsvTable,
  findAlike,
  findPoorColumns,
  nameOf,
  parseCsvTable,
  parseLabels,
  parseValues,
  readTable,
  refuseDataAsNames,
  seemsNumbered,
  type TableColumns,
  type TableDoubts,
} from "@samebit/tables";
import { CSV_FIELDS, type CsvConfig } from "./csv_config.ts";
import { type ColumnNames, type Content, countExamples } from "./content.ts";
import { createDataset } from "./create_dataset.ts";
import type { Dataset, DatasetLoader } from "./dataset.ts";
import { type DataSource, readDataFile, sha256Of } from "./source.ts";
import { chooseSplits } from "./splits.ts";

/**
 * Loads a table: shape [features], values as float32, the features in the order of their columns.
 *
 * Lines are UTF-8, with or without a byte order mark, end with LF, CR LF or CR, and their fields are
 * separated by commas; lines of white space alone are passed over, and white space around a field is
 * dropped. Labels that look alike or are the same number are refused. Where the header is `counts`, a label is the number of one of the
 * classes that the first line names. Otherwise the classes are the different labels, sorted by value
 * where all are whole numbers and by UTF-16 code units where not, so their numbers do not depend on
 * the order of the rows. Where `targets` names columns, they are numbers, kept as they are written,
 * and there are no classes.
 *
 * @throws {SyntaxError} If the file is no such table; file, line and column are named.
 * @throws {RangeError} If a column does not exist, a number is too large for float32, there are fewer
 * than 2 or more than 256 classes, a target has one value in all training examples, or the splits do
 * not fit.
 * @throws {Error} If the file cannot be read.
 *
 * @example
 * ```ts
 * import { DATASET_DEFAULTS, loadDataset } from "@samebit/datasets";
 * import { assertEquals } from "@std/assert";
 *
 * const text = "width,height,fruit\n3,9,pear\n7,6,apple\n8,7,apple\n";
 * const source = { readFile: () => Promise.resolve(new TextEncoder().encode(text)) };
 * const sizes = { validationExamples: 1, testExamples: 1 };
 * const fruit = await loadDataset(
 *   { kind: "csv", file: "fruit.csv", ...DATASET_DEFAULTS.csv, ...sizes },
 *   source,
 * );
 * assertEquals(fruit.classes, ["apple", "pear"]);
 * assertEquals(fruit.features, 2);
 * ```
 */
export async function loadCsvFile(config: CsvConfig, source: DataSource): Promise<Dataset> {
  const { content, exact, table, columns } = parse(await readDataFile(source, config.file), config);
  const dataset = createDataset(content, config, sha256Of(source));
  const { train } = chooseSplits(countExamples(content), config);
  const nameOfFeature = (feature: number) => nameOf(table, columns.features[feature]!);
  const doubts: TableDoubts = {
    file: config.file,
    columns: findPoorColumns(exact, dataset.features, train, nameOfFeature),
    alike: findAlike(content.classes),
    isNumbered: config.header === "none" &&
      seemsNumbered(table.rows, columns.label ?? columns.targets[0]!),
  };
  return { ...dataset, doubts };
}

/** Tables in CSV files. */
export const csv: DatasetLoader<"csv", typeof CSV_FIELDS> = {
  fields: CSV_FIELDS,
  load: loadCsvFile,
};

/** Parses the bytes of a CSV file as {@link loadCsvFile} says. */
export function parseCsv(bytes: Uint8Array, config: CsvConfig): Content {
  return parse(bytes, config).content;
}

/** A table that was read. */
interface Parsed {
  readonly content: Content;
  /** The values as they are written, before they are rounded to float32. */
  readonly exact: Float64Array;
  readonly table: CsvTable;
  readonly columns: TableColumns;
}

function parse(bytes: Uint8Array, config: CsvConfig): Parsed {
  return readTable(bytes, config.file, (rows) => {
    const table = parseCsvTable(rows, config);
    refuseDataAsNames(table, columnIndex(table, config.targets[0] ?? config.label));
    const columns = columnsOf(table, config);
    const exact = parseValues(table, columns.features);
    const content = {
      shape: [columns.features.length],
      values: Float32Array.from(exact),
      ...answersOf(table, columns),
      ...(table.names !== undefined && { columns: namesOf(table.names, columns) }),
    };
    return { content, exact, table, columns };
  });
}

/** What the examples of a table are to give: classes, or numbers. */
function answersOf(
  table: CsvTable,
  { label, targets }: TableColumns,
): Pick<Content, "labels" | "classes" | "targets"> {
  if (label !== undefined) return parseLabels(table, label);
  const names = targets.map((index) => nameOf(table, index));
  const values = parseValues(table, targets);
  return { labels: new Uint8Array(0), classes: [], targets: { names, values } };
}

function namesOf(names: readonly string[], { features, label }: TableColumns): ColumnNames {
  return {
    features: features.map((index) => names[index]!),
    ...(label !== undefined && { label: names[label]! }),
  };
}
