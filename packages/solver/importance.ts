/**
 * The importance of each column of a table to a trained network: how much its figure worsens when
 * the values of the column are assigned to other examples (permutation importance: L. Breiman,
 * Random Forests, 2001, section 10). Order of operations: `docs/contracts/9-evaluation.md`, section
 * 9.7.
 *
 * @module
 */
import { createStream, permutation } from "@samebit/random";
import {
  type EpochRow,
  type FigureName,
  figureOf,
  type ImportanceRow,
  recordsOf,
  type SplitResult,
} from "@samebit/runlog";
import type { Dataset, Split } from "@samebit/splits";
import type { Refuse } from "./check_task.ts";
import type { Plan, TrainingPlan } from "./plan.ts";

/** The most rows of `importance.csv`: each takes a pass over a split. */
const MOST_ROWS = 1_000_000;

/** A column of a table, and which of a network's inputs it became. */
interface InputColumn {
  readonly name: string;
  /** The first of its inputs. */
  readonly start: number;
  /** How many there are: of words one for each. */
  readonly inputs: number;
}

/** The part of a data set that says which column an input comes from. */
type ColumnData = Pick<Dataset, "features" | "columns" | "encoding">;

/** What was measured with every column as it is. */
export interface Unpermuted {
  /** The evaluation whose weights these are. */
  readonly best: EpochRow;
  /** The test split, if the plan has it measured. */
  readonly test?: SplitResult | undefined;
}

/**
 * The rows of `importance.csv`, by column and then by repeat; undefined if the plan asks for none.
 *
 * It is the test split that is measured if the plan has it measured, otherwise the validation split.
 *
 * @param measure Measures all examples of a split under the weights in question.
 */
export function measureImportance(
  plan: TrainingPlan,
  dataset: Dataset,
  { best, test }: Unpermuted,
  measure: (split: Split) => SplitResult,
): readonly ImportanceRow[] | undefined {
  const { seed, task, evaluation: { importance: { repeats } } } = plan;
  if (repeats === 0) return undefined;
  const { figure, choice } = recordsOf(task);
  const split = test ? dataset.test : dataset.validation;
  const whole = (test ? test[figure] : best[choice.name])!;
  const stream = createStream(seed, "importance");
  const columns = inputColumns(dataset);
  const found = columns.map((): ImportanceRow[] => []);
  // One copy for all: a column is permuted in it, and put back before the next.
  const values = split.values.slice();
  for (let repeat = 1; repeat <= repeats; repeat++) {
    const order = permutation(stream, repeat, split.count);
    columns.forEach((column, at) => {
      moveColumn(split.values, values, dataset.features, column, order);
      const value = measure({ ...split, values })[figure]!;
      moveColumn(split.values, values, dataset.features, column);
      const importance = worsening(figure, whole, value);
      found[at]!.push({ column: at + 1, repeat, [figure]: value, importance });
    });
  }
  return found.flat();
}

/** The names of the columns, as in `run.json` if the plan asks for their importance. */
export function recordColumns(
  { evaluation }: Pick<TrainingPlan, "evaluation">,
  data: ColumnData,
): { readonly columns?: readonly string[] } {
  if (evaluation.importance.repeats === 0) return {};
  return { columns: inputColumns(data).map(({ name }) => name) };
}

/** Refuses, as `refuse` does, to permute anything but columns of a table, or too much. */
export function checkImportance(
  { evaluation: { importance: { repeats } } }: Plan,
  { shape, features }: Pick<Dataset, "shape" | "features">,
  refuse: Refuse,
): void {
  if (repeats === 0) return;
  const path = ["evaluation", "importance"];
  if (shape.length !== 1) {
    refuse(
      path,
      `is for columns of tables, not for examples of shape [${shape.join(", ")}]; leave it out`,
    );
  }
  if (features * repeats > MOST_ROWS) {
    refuse(
      [...path, "repeats"],
      `cannot be ${repeats} for ${features} inputs; wanted at most ` +
        `${Math.floor(MOST_ROWS / features)}`,
    );
  }
}

/** The columns of a table in order; by default, every input is one. */
function inputColumns({ features, columns, encoding }: ColumnData): InputColumn[] {
  const found = encoding?.columns.map((column) => ({
    name: column.name,
    inputs: column.kind === "words" ? column.levels.length : 1,
  })) ?? Array.from({ length: features }, (_, at) => ({
    name: columns?.features[at] ?? null,
    inputs: 1,
  }));
  let start = 0;
  return found.map(({ name, inputs }, at) => {
    const column = { name: name ?? `feature ${at + 1}`, start, inputs };
    start += inputs;
    return column;
  });
}

/** Gives every row the column of the row that `order` names; its own without an order. */
function moveColumn(
  from: Split["values"],
  to: Split["values"],
  features: number,
  { start, inputs }: InputColumn,
  order?: Uint32Array,
): void {
  for (let row = 0; row * features < to.length; row++) {
    const [source, target] = [(order?.[row] ?? row) * features, row * features];
    for (let at = start; at < start + inputs; at++) to[target + at] = from[source + at]!;
  }
}

/** By how much a value of a figure is worse than another. */
function worsening(figure: FigureName, whole: number, value: number): number {
  return figureOf(figure).better === "higher" ? whole - value : value - whole;
}
