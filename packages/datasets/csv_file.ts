/**
 * Tables in CSV files: one column is the label, every other one a number. Not for missing values,
 * categories or regression: such a table is refused with the place of the first offence.
 *
 * @module
 */
import { CSV_FIELDS, type CsvConfig } from "./csv_config.ts";
import type { Content } from "./content.ts";
import { createDataset } from "./create_dataset.ts";
import { findAlike, findSame, spellLabel } from "./alike_labels.ts";
import { refuseDataAsNames, seemsNumbered } from "./csv_header.ts";
import { isNumber, numberRemedy } from "./csv_number.ts";
import { type CsvTable, parseCsvTable, placeOf, quote, readTable } from "./csv_table.ts";
import type { Dataset, DatasetLoader } from "./dataset.ts";
import { type DataSource, readDataFile, sha256Of } from "./source.ts";
import { chooseSplits } from "./splits.ts";
import { findPoorColumns, type TableDoubts } from "./table_doubts.ts";

/** Labels are bytes. */
const MAX_CLASSES = 256;

/** Whole numbers in their only spelling, small enough to be exact. */
const INTEGER = /^(0|-?[1-9]\d{0,14})$/;

/**
 * Loads a table: shape [features], values as float32, the features in the order of their columns.
 *
 * Lines are UTF-8, with or without a byte order mark, end with LF, CR LF or CR, and their fields are
 * separated by commas; lines of white space alone are passed over, and white space around a field is
 * dropped. Labels that look alike or are the same number are refused. Where the header is `counts`, a label is the number of one of the
 * classes that the first line names. Otherwise the classes are the different labels, sorted by value
 * where all are whole numbers and by UTF-16 code units where not, so their numbers do not depend on
 * the order of the rows.
 *
 * @throws {SyntaxError} If the file is no such table; file, line and column are named.
 * @throws {RangeError} If the label column does not exist, a number is too large for float32, there
 * are fewer than 2 or more than 256 classes, or the splits do not fit.
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
  const { content, exact, table, label } = parse(await readDataFile(source, config.file), config);
  const dataset = createDataset(content, config, sha256Of(source));
  const { train } = chooseSplits(content.labels.length, config);
  const nameOf = (column: number) =>
    table.names?.[column < label ? column : column + 1] ??
      `number ${column < label ? column : column + 1}`;
  const doubts: TableDoubts = {
    file: config.file,
    columns: findPoorColumns(exact, dataset.features, train, nameOf),
    alike: findAlike(content.classes),
    isNumbered: config.header === "none" && seemsNumbered(table.rows, label),
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
  readonly label: number;
}

function parse(bytes: Uint8Array, config: CsvConfig): Parsed {
  return readTable(bytes, config.file, (rows) => {
    const table = parseCsvTable(rows, config);
    refuseDataAsNames(table, labelIndex(table, config.label));
    const label = findLabel(table, config.label);
    const exact = parseValues(table, label);
    const content = {
      shape: [table.columns - 1],
      values: Float32Array.from(exact),
      ...parseLabels(table, label),
      ...(table.names !== undefined && {
        columns: { features: table.names.toSpliced(label, 1), label: table.names[label]! },
      }),
    };
    return { content, exact, table, label };
  });
}

/** The index of the label's column; undefined where there is no such column. */
function labelIndex(table: CsvTable, label: number | string): number | undefined {
  const index = typeof label === "string"
    ? (table.names ?? []).indexOf(label)
    : label === -1
    ? table.columns - 1
    : label;
  return Number.isInteger(index) && index >= 0 && index < table.columns ? index : undefined;
}

/**
 * The index of the label's column, which is given by name or by index; −1 is the last.
 *
 * @throws {RangeError} There is no such column.
 */
export function findLabel(table: CsvTable, label: number | string): number {
  const index = labelIndex(table, label);
  if (index !== undefined) return index;
  const wanted = typeof label === "number"
    ? `wanted −1 or an index from 0 to ${table.columns - 1}`
    : table.names === undefined
    ? 'columns have names only where header is "names"; wanted an index'
    : `wanted one of ${table.names.slice(0, 50).join(", ")}${
      table.names.length > 50 ? ", ..." : ""
    }`;
  throw new RangeError(
    `Cannot find label column ${JSON.stringify(label)} of ${table.file}: ${wanted}`,
  );
}

function parseValues(table: CsvTable, label: number): Float64Array {
  const features = table.columns - 1;
  const values = new Float64Array(table.rows.length * features);
  table.rows.forEach(({ line, fields }, row) => {
    for (let feature = 0; feature < features; feature++) {
      const column = feature < label ? feature : feature + 1;
      const remedy = row === 0 && table.names === undefined && table.classes === undefined
        ? '; say header "names" where the first line names the columns'
        : "";
      values[row * features + feature] = parseValue(table, line, column, fields[column]!, remedy);
    }
  });
  return values;
}

/**
 * The number in a field, which float32 must be able to hold once it is rounded.
 *
 * @param remedy What the error for a field that is no number ends with.
 * @throws {SyntaxError} The field is no number; its place is named.
 * @throws {RangeError} The number is too large.
 */
export function parseValue(
  table: CsvTable,
  line: number,
  column: number,
  field: string,
  remedy = "",
): number {
  if (!isNumber(field)) {
    const got = field === "" ? "the field is empty" : `${quote(field)} is no number`;
    throw new SyntaxError(
      `Cannot read ${placeOf(table, line, column)}: ${got}${numberRemedy(field) || remedy}`,
    );
  }
  const value = Number(field);
  if (Number.isFinite(Math.fround(value))) return value;
  throw new RangeError(
    `Cannot read ${placeOf(table, line, column)}: ${quote(field)} is too large for float32`,
  );
}

function parseLabels(table: CsvTable, label: number): Pick<Content, "labels" | "classes"> {
  const keys = table.classes?.map((_, number) => String(number)) ?? findClasses(table, label);
  const classes = table.classes ?? keys;
  if (classes.length < 2 || classes.length > MAX_CLASSES) {
    throw new RangeError(
      `Cannot use column ${label + 1} of ${table.file} as label: it has ${classes.length} ` +
        `different values, wanted 2 to ${MAX_CLASSES} classes`,
    );
  }
  refuseSame(table, label, classes);
  const numbers = new Map(keys.map((key, number) => [key, number]));
  const labels = table.rows.map(({ line, fields }) => {
    const number = numbers.get(fields[label]!);
    if (number !== undefined) return number;
    throw new SyntaxError(
      `Cannot read ${placeOf(table, line, label)}: label ${quote(fields[label]!)} is no class, ` +
        `wanted a number from 0 to ${classes.length - 1}`,
    );
  });
  return { labels: Uint8Array.from(labels), classes };
}

/** Refuses classes that no reader can tell apart, or that are the same number. */
function refuseSame(table: CsvTable, label: number, classes: readonly string[]): void {
  const [same] = findSame(classes);
  if (same === undefined) return;
  const places = table.classes === undefined
    ? same.map((name) => {
      const rows = table.rows.filter(({ fields }) => fields[label] === name);
      return `${spellLabel(name)} (${rows.length} of ${table.rows.length} rows, first line ${
        rows[0]!.line
      })`;
    })
    : same.map(spellLabel);
  throw new SyntaxError(
    `Cannot read ${table.file}: the labels ${places.join(" and ")} look alike or are the same ` +
      "number, and would be different classes; write each class in one way",
  );
}

function findClasses(table: CsvTable, label: number): string[] {
  const classes = [...new Set(table.rows.map(({ fields }) => fields[label]!))];
  const empty = table.rows.find(({ fields }) => fields[label] === "");
  if (empty !== undefined) {
    throw new SyntaxError(`Cannot read ${placeOf(table, empty.line, label)}: the label is empty`);
  }
  const broken = table.rows.find(({ fields }) => fields[label]!.includes("\n"));
  if (broken !== undefined) {
    throw new SyntaxError(
      `Cannot read ${placeOf(table, broken.line, label)}: label ${quote(broken.fields[label]!)} ` +
        "goes over two lines; wanted a label on one line",
    );
  }
  return classes.every((name) => INTEGER.test(name))
    ? classes.sort((a, b) => Number(a) - Number(b))
    : classes.sort();
}
