/**
 * Examples in a CSV file for a trained network to judge: the features of the data set it was
 * trained on, with or without labels. Not for training: such a table is a data set of its own, see
 * `csv_file.ts`.
 *
 * @module
 */
import { findNonBinary, type PlacedTarget, type TargetColumns } from "@samebit/splits";
import {
  chainRows,
  type CsvHeader,
  type CsvRow,
  type CsvTable,
  type Delimiter,
  encodeCells,
  firstRow,
  isNumber,
  joinColumns,
  type NumberColumn,
  parseCountedTable,
  parseNamedTable,
  placeInTable,
  quoteField,
  readCells,
  readTable,
  type TableEncoding,
  type WantedColumn,
  type WordColumn,
} from "@samebit/tables";
import { type AnswerColumns, findExampleColumns, type TrainedOn } from "./example_columns.ts";

/** Examples whose answers may be unknown. */
export interface Examples<Values = Float32Array> {
  /** Values as the data set stores them, before offset and factor, [count, features]. */
  readonly values: Values;
  /** Class numbers, [count]; absent if the file has no labels. */
  readonly labels?: Uint16Array;
  /** The numbers to be predicted, [count, targets]; absent if the file has none. */
  readonly targets?: Float64Array;
  /** The first of them that is neither 0 nor 1; absent if there is none. */
  readonly nonBinary?: PlacedTarget;
  /** The number of examples. */
  readonly count: number;
}

/** How a file of examples is laid out. */
export interface ExamplesOptions extends AnswerColumns {
  /** How the data set's own file begins; `names` if it has no file. */
  readonly header: CsvHeader;
  /** What separates its fields; found if left out. */
  readonly delimiter?: Delimiter;
}

/**
 * Parses examples for a network that was trained on `dataset`.
 *
 * If the columns of the data set have names, the first line must name the same ones, in any order,
 * with or without the label's. Otherwise the features come in the data set's order, a first line
 * without any number is passed over as names, and there is a label if the rows have one column more
 * than there are features. A label is the name of a class or, if no class has a number as its name,
 * its number. Targets are present all together or not at all.
 *
 * @param file The file's name, for errors.
 * @throws {SyntaxError} If the file is not such a table; file, line and column are named.
 * @throws {RangeError} If a number is too large for float32, or there is no such label column.
 *
 * @example
 * ```ts
 * import { parseExamples } from "@samebit/datasets";
 * import { assertEquals } from "@std/assert";
 *
 * const columns = { features: ["width", "height"], label: "fruit" };
 * const dataset = { features: 2, classes: ["apple", "pear"], columns };
 * const bytes = new TextEncoder().encode("height,width\n9,3\n");
 * const examples = parseExamples(bytes, "new.csv", dataset, { header: "names" });
 * assertEquals(examples, { values: Float32Array.of(3, 9), count: 1 });
 * ```
 */
export function parseExamples(
  bytes: Uint8Array,
  file: string,
  dataset: TrainedOn,
  options: ExamplesOptions,
): Examples {
  return readTable(bytes, file, (rows) => {
    const table = tableOf(rows, file, dataset, options);
    return examplesOf(table, dataset, options);
  }, options.delimiter);
}

function examplesOf(
  table: CsvTable,
  dataset: TrainedOn,
  options: ExamplesOptions,
): Examples {
  const { encoding = plainEncoding(dataset.features) } = dataset;
  const { features, label, targets = [] } = findExampleColumns(table, dataset, options);
  const wanted: WantedColumn[] = features.map((index, at) => {
    const column = encoding.columns[at]!;
    const isKept = column.kind === "words" || column.fill !== null;
    return { index, isWords: column.kind === "words", missing: isKept ? "kept" : "refused" };
  });
  if (label !== undefined) wanted.push({ index: label, isWords: true, missing: "kept" });
  for (const index of targets) wanted.push({ index, isWords: false, missing: "refused" });
  const { columns, rows, lines } = readCells(table, wanted, encoding);
  const width = features.length;
  return {
    values: encodeCells(encoding, columns, rows),
    ...(label !== undefined && {
      labels: labelsOf(table, columns[width] as WordColumn, label, dataset.classes),
    }),
    ...(targets.length > 0 && targetsOf({
      names: dataset.targets!.names,
      values: joinColumns(columns.slice(width) as NumberColumn[], rows),
      placeOf: (row, column) => placeInTable(table, lines[row]!, targets[column]!),
    })),
    count: rows,
  };
}

function targetsOf(columns: TargetColumns): Pick<Examples, "targets" | "nonBinary"> {
  const nonBinary = findNonBinary(columns);
  return { targets: columns.values, ...(nonBinary !== undefined && { nonBinary }) };
}

/** The encoding of data that are numbers alone. */
function plainEncoding(features: number): TableEncoding {
  const column = { kind: "number", name: null, fill: null } as const;
  return {
    decimal: "point",
    missingMarks: [],
    passedOver: [],
    columns: Array.from({ length: features }, () => column),
  };
}

function tableOf(
  all: Iterator<CsvRow, undefined>,
  file: string,
  { features, classes, columns, targets, encoding }: TrainedOn,
  { header, label }: ExamplesOptions,
): CsvTable {
  const first = firstRow(all, file);
  const second = all.next().value;
  const rest = chainRows(second === undefined ? [] : [second], all);
  const answers = targets?.names ?? [String(label ?? columns?.label)];
  const raw = encoding?.columns.flatMap(({ name }) => name ?? []) ?? columns?.features ?? [];
  const known = new Set([...raw, ...answers, ...encoding?.passedOver ?? []]);
  // Columns may have numbers as names: whatever was trained on is read.
  const isNamed = columns !== undefined && first.fields.every((field) => known.has(field));
  if (isNamed || first.fields.every((field) => !isNumber(field))) {
    return parseNamedTable(file, first, rest);
  }
  const [, count, ...names] = first.fields;
  const isHeading = Number(count) === features && String(names) === String(classes);
  const next = second?.fields.length;
  if (
    header === "counts" && (isHeading || (next !== undefined && next !== first.fields.length))
  ) {
    return parseCountedTable(file, first, rest);
  }
  return { file, columns: first.fields.length, rows: chainRows([first], rest) };
}

function labelsOf(
  table: CsvTable,
  { words, codes, firstLines }: WordColumn,
  column: number,
  classes: readonly string[],
): Uint16Array {
  const isCounted = table.classes !== undefined;
  if (isCounted && String(table.classes) !== String(classes)) {
    throw new SyntaxError(
      `Cannot read ${table.file}: its first line names the classes ${
        table.classes.join(", ")
      }, the ` +
        `network was trained on ${classes.slice(0, 20).join(", ")}`,
    );
  }
  const numbers = new Map(isCounted ? [] : classes.map((name, number) => [name, number]));
  if (isCounted || !classes.some(isNumber)) {
    classes.forEach((_, number) => numbers.set(String(number), number));
  }
  const numberOf = words.map((word, code) => {
    const number = numbers.get(word);
    if (number !== undefined) return number;
    const known = classes.slice(0, 20).join(", ") + (classes.length > 20 ? ", ..." : "");
    throw new SyntaxError(
      `Cannot read ${placeInTable(table, firstLines[code]!, column)}: label ${
        quoteField(word)
      } is not ` +
        `a class; the classes are ${known}`,
    );
  });
  return Uint16Array.from(codes, (code) => numberOf[code]!);
}
