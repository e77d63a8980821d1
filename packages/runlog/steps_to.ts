/**
 * Steps to a target as a metric: `stepsTo(trainAccuracy, 0.9)` is how many updates a run made until
 * the evaluation after an epoch first gave 0.9 or better. Its name says everything, so that claims,
 * references in prose and tables use the same one. Names are parsed here; @samebit/findings counts.
 */
import { meritOf } from "./column.ts";
import type { LogTable } from "./csv_reader.ts";
import { type EpochColumns, recordsOf } from "./tasks/records.ts";
import { type EpochFigure, TASK_NAMES, type TaskName } from "./tasks/registry.ts";

/** The name of such a metric. */
export type StepsTo = `stepsTo(${EpochFigure}, ${number})`;

/** What has to be reached. */
export interface StepsTarget {
  /** A column of `epochs.csv`. */
  readonly column: EpochFigure;
  /** The value, which counts as reached. */
  readonly value: number;
}

const NAME = /^stepsTo\((\w{1,40}), (\S{1,40})\)$/;

/**
 * The target in a metric's name; undefined if it is the name of another metric, or the number is
 * not in its shortest form: a metric has one name.
 *
 * @param task The task whose columns are allowed; those of any task if left out.
 *
 * @example
 * ```ts
 * import { readStepsTo } from "@samebit/runlog";
 * import { assertEquals } from "@std/assert";
 *
 * const target = { column: "trainAccuracy", value: 0.9 } as const;
 * assertEquals(readStepsTo("stepsTo(trainAccuracy, 0.9)"), target);
 * assertEquals(readStepsTo("stepsTo(trainAccuracy, 0.90)"), undefined);
 * assertEquals(readStepsTo("trainAccuracy"), undefined);
 * ```
 */
export function readStepsTo(name: string, task?: TaskName): StepsTarget | undefined {
  const [, column, digits] = NAME.exec(name) ?? [];
  const value = Number(digits);
  if (column === undefined || !Number.isFinite(value) || String(value) !== digits) return undefined;
  return isColumn(column, task) ? { column, value } : undefined;
}

/** Whether a text is the name of such a metric. */
export function isStepsTo(name: string): name is StepsTo {
  return readStepsTo(name) !== undefined;
}

/** The columns of `epochs.csv` in which a target may be set. */
export function targetColumns(task: TaskName): readonly EpochFigure[] {
  return recordsOf(task).epochs.flatMap(({ name }) => name === "epoch" ? [] : [name]);
}

function isColumn(name: string, task?: TaskName): name is EpochFigure {
  const tasks = task === undefined ? TASK_NAMES : [task];
  return tasks.some((each) => targetColumns(each).some((column) => column === name));
}

/**
 * The first epoch after which a log has the target or better; undefined if none has. Row 0 is the
 * evaluation before the first update.
 */
export function epochReaching(
  { rows, values }: Pick<LogTable<EpochColumns>, "rows" | "values">,
  { column, value }: StepsTarget,
): number | undefined {
  const { better } = TASK_NAMES.flatMap((task) => recordsOf(task).epochs)
    .find(({ name }) => name === column)!;
  const wanted = meritOf({ better: better! }, value);
  for (let row = 0; row < rows; row++) {
    if (meritOf({ better: better! }, values[column]![row]!) >= wanted) return values.epoch[row]!;
  }
  return undefined;
}
