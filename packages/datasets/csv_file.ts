/**
 * Tables in CSV files: one column is the label, or some are targets; the others are numbers, or
 * words if declared so. What cannot be read is refused with the place of the first error.
 *
 * @module
 */
import {
  chooseTableSplits,
  type Content,
  createInputMap,
  type Dataset,
  type DatasetLoader,
  type DataSource,
  hashContent,
  hasherOf,
  type InputMap,
  mapTargets,
  readDataFile,
  type Split,
  type SplitIndices,
  takeRows,
} from "@samebit/splits";
import {
  encodeRows,
  featureNames,
  findAlike,
  findIndicators,
  findPoorColumns,
  fitEncoding,
  isPlain,
  type StrangeLevel,
  type TableDoubts,
  type TableEncoding,
} from "@samebit/tables";
import { CSV_FIELDS, type CsvConfig } from "./csv_config.ts";
import { readCsvTable, type ReadTable } from "./read_table.ts";

/**
 * Loads a table: shape [features], values as float32, the features in the order of their columns.
 *
 * Lines are UTF-8, with or without a byte order mark, end with LF, CR LF or CR, and their fields
 * are separated by commas, semicolons or tabs; lines of white space alone are passed over, and
 * white space around a field is dropped. Labels that look alike or are the same number are refused.
 * If the header is `counts`, a label is the number of one of the classes that the first line names.
 * Otherwise the classes are the different labels, sorted by value if all are integers and otherwise
 * by UTF-16 code units, so their numbers do not depend on the order of the rows. Where `targets`
 * names columns, they are numbers, kept as they are written, and there are no classes.
 *
 * Columns of words and missing cells are encoded as the training examples say:
 * {@link Dataset.encoding}.
 *
 * @throws {SyntaxError} If the file is not such a table; file, line and column are named.
 * @throws {RangeError} If a column does not exist, a number is too large for float32, there are fewer
 * than 2 or more than 65,536 classes, or the splits do not fit.
 * @throws {Error} If the file cannot be read.
 *
 * @example
 * ```ts
 * import { DATASET_DEFAULTS, loadDataset } from "@samebit/datasets";
 * import { assertEquals } from "@std/assert";
 *
 * const pairs = "3;green;pear\n7;red;apple\n".repeat(4);
 * const text = `width;colour;fruit\n${pairs}`;
 * const source = { readFile: () => Promise.resolve(new TextEncoder().encode(text)) };
 * const given = { validationExamples: 1, testExamples: 1, categorical: ["colour"] };
 * const fruit = await loadDataset(
 *   { kind: "csv", file: "fruit.csv", ...DATASET_DEFAULTS.csv, ...given },
 *   source,
 * );
 * assertEquals(fruit.classes, ["apple", "pear"]);
 * assertEquals(fruit.columns?.features, ["width", "colour=green", "colour=red"]);
 * ```
 */
export async function loadCsvFile(config: CsvConfig, source: DataSource): Promise<Dataset> {
  const table = readCsvTable(await readDataFile(source, config.file), config);
  const { content, keys, columnNames } = table;
  const { labels } = content;
  const count = table.exact.length / columnNames.length;
  const rows = chooseTableSplits({ count, labels, ...(keys && { keys }) }, config);
  const levels = content.levels ?? columnNames.map(() => null);
  const raw = { values: content.values as Float32Array, levels };
  const encoding = fitEncoding(raw, rows.train, columnNames, {
    ...config,
    passedOver: table.passedOver,
  });
  const parts = encodeSplits(content, raw, encoding, rows);
  const { train, validation, test } = parts.splits;
  const features = train.values.length / train.count;
  const { targets, columns } = content;
  return {
    kind: config.kind,
    features,
    shape: [features],
    classes: content.classes,
    ...(columns && { columns: { ...columns, features: featureNames(encoding)! } }),
    ...(targets && { targets: mapTargets(targets, train.targets!) }),
    encoding,
    hash: hashContent(content, hasherOf(source)),
    warnings: [],
    doubts: doubtsOf(table, config, rows.train, parts),
    ...inputMapOf(train, encoding, config),
    train,
    validation,
    test,
  };
}

/** Tables in CSV files. */
export const csv: DatasetLoader<"csv", typeof CSV_FIELDS> = {
  fields: CSV_FIELDS,
  load: loadCsvFile,
};

/** Parses the bytes of a CSV file as {@link loadCsvFile} says. */
export function parseCsv(bytes: Uint8Array, config: CsvConfig): Content {
  return readCsvTable(bytes, config).content;
}

/** The splits, and what was found while their rows were encoded. */
interface EncodedSplits {
  readonly splits: Readonly<Record<keyof SplitIndices, Split>>;
  readonly filled: number;
  /** Levels that are not the encoding's, with the rows of validation and test that have them. */
  readonly strange: readonly StrangeLevel[];
}

function encodeSplits(
  content: Content,
  raw: Parameters<typeof encodeRows>[1],
  encoding: TableEncoding,
  rows: SplitIndices,
): EncodedSplits {
  const strange = new Map<string, StrangeLevel>();
  let filled = 0;
  const split = (part: keyof SplitIndices): Split => {
    // Nothing is encoded if the cells themselves are the inputs of a network.
    const taken = takeRows(content, rows[part]);
    if (isPlain(encoding)) return taken;
    const encoded = encodeRows(encoding, raw, rows[part]);
    filled += encoded.filled;
    for (const { column, level, rows } of encoded.unseen) {
      const key = JSON.stringify([column, level]);
      const name = encoding.columns[column]!.name ?? `number ${column}`;
      const [before, after] = strange.get(key)?.rows ?? [0, 0];
      const now = part === "validation" ? [rows, after] as const : [before, rows] as const;
      strange.set(key, { column: name, level, rows: now });
    }
    return { ...taken, values: encoded.values };
  };
  const splits = { train: split("train"), validation: split("validation"), test: split("test") };
  return { splits, filled, strange: [...strange.values()] };
}

/** Features that are 1 or 0 for a level stay as they are. */
function inputMapOf(train: Split, encoding: TableEncoding, { preprocess }: CsvConfig): InputMap {
  const indicators = findIndicators(encoding);
  const { offset, factor } = createInputMap(train, [indicators.length], preprocess);
  return {
    offset: offset.map((each, feature) => indicators[feature] ? 0 : each),
    factor: factor.map((each, feature) => indicators[feature] ? 1 : each),
  };
}

function doubtsOf(
  { content, exact, nameOfFeature, columnNames, delimiter, isNumbered, leftOut, rows }: ReadTable,
  config: CsvConfig,
  train: Uint32Array,
  { filled, strange }: EncodedSplits,
): TableDoubts {
  return {
    file: config.file,
    columns: findPoorColumns(exact, columnNames.length, train, nameOfFeature),
    alike: findAlike(content.classes),
    isNumbered,
    ...(config.delimiter === "detect" && delimiter !== "comma" && { delimiter }),
    rows,
    leftOut,
    filled,
    strange,
  };
}
