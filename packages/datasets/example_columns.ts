/**
 * What each column of a file of examples is, for a network that was trained on a data set.
 *
 * @module
 */
import type { Dataset } from "@samebit/splits";
import { type CsvTable, findColumn, quoteField } from "@samebit/tables";

/** The part of a data set that says how examples for its network look. */
export type TrainedOn = Pick<
  Dataset,
  "features" | "classes" | "targets" | "columns" | "encoding"
>;

/** Where a file of examples may have the answers. */
export interface AnswerColumns {
  /**
   * The column of the label, if there is one: its name, or its index from 0; −1 is the last. If
   * left out, it has the name that it has in the data set, or `label`; or it is the last.
   */
  readonly label?: number | string;
  /** The columns of the targets in the data set's own file, if that has no names. */
  readonly targets?: readonly (number | string)[];
}

/** The columns of a file of examples by their indices. */
export interface ExampleColumns {
  /** Those of the features, in the data set's order. */
  readonly features: readonly number[];
  /** That of the label, if there is one. */
  readonly label?: number;
  /** Those of the targets, if there are any, in the data set's order. */
  readonly targets?: readonly number[];
}

/**
 * Finds the columns by their names if the data set's columns have names, otherwise by their order.
 *
 * @throws {SyntaxError} The columns are not those of the data set.
 * @throws {RangeError} There is no such label column.
 */
export function findExampleColumns(
  table: CsvTable,
  dataset: TrainedOn,
  { label, targets }: AnswerColumns,
): ExampleColumns {
  const { columns, encoding, targets: map } = dataset;
  const features = encoding?.columns.length ?? dataset.features;
  if (columns !== undefined) {
    const answers = map?.names ?? [String(label ?? columns.label)];
    const names = encoding?.columns.map(({ name }) => name!) ?? columns.features;
    return findByName(table, names, answers, map !== undefined, encoding?.passedOver ?? []);
  }
  const all = Array.from({ length: table.columns }, (_, i) => i);
  if (table.columns === features) return { features: all };
  const answers = map?.names.length ?? 1;
  if (table.columns !== features + answers) {
    throw new SyntaxError(
      `Cannot read ${table.file}: its rows have ${table.columns} columns, the network was trained ` +
        `on ${features} features; wanted ${features} columns, or ${
          map === undefined ? "one more for the label" : `${answers} more for the targets`
        }`,
    );
  }
  if (map !== undefined) {
    const found = (targets ?? []).map((target) => findColumn(table, target, "target"));
    return { features: all.filter((index) => !found.includes(index)), targets: found };
  }
  const column = label ?? (table.names?.includes("label") ? "label" : -1);
  const found = findColumn(table, column, "label");
  return { features: all.toSpliced(found, 1), label: found };
}

/**
 * By name, in any order.
 *
 * @param answers The name of the label, or those of the targets.
 * @param passedOver Names of columns that are neither.
 */
function findByName(
  { file, names }: CsvTable,
  features: readonly string[],
  answers: readonly string[],
  areTargets: boolean,
  passedOver: readonly string[],
): ExampleColumns {
  const wanted = features.slice(0, 50).join(", ") + (features.length > 50 ? ", ..." : "");
  if (names === undefined) {
    throw new SyntaxError(
      `Cannot read ${file}: its first line names no columns; wanted those of the data set: ${wanted}`,
    );
  }
  const known = new Set([...features, ...answers, ...passedOver]);
  const strange = names.find((name) => !known.has(name));
  if (strange !== undefined) {
    const others = areTargets ? "one of the targets" : "the label";
    throw new SyntaxError(
      `Cannot read ${file}: column ${quoteField(strange)} is neither a feature nor ${others} ` +
        `${answers.map((name) => quoteField(name)).join(", ")}; the features are ${wanted}`,
    );
  }
  const places = new Map(names.map((name, index) => [name, index]));
  const found = answers.flatMap((name) => places.get(name) ?? []);
  const all = found.length > 0 && areTargets ? [...features, ...answers] : features;
  const missing = all.find((name) => !places.has(name));
  if (missing !== undefined) {
    throw new SyntaxError(`Cannot read ${file}: there is no column ${quoteField(missing)}`);
  }
  return {
    features: features.map((name) => places.get(name)!),
    ...(found.length > 0 && (areTargets ? { targets: found } : { label: found[0]! })),
  };
}
