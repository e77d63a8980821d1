/**
 * Every task by its name. A new one is a file beside the others, a file in `packages/solver/tasks/`,
 * and a line in both registries.
 */
import { classification } from "./classification.ts";
import { multiLabel } from "./multi_label.ts";
import { regression } from "./regression.ts";
import { type Figure, joinName, LOSS, type Task } from "./task.ts";

/** Every task by its name. */
export const TASKS = {
  classification,
  regression,
  "multi-label": multiLabel,
} as const satisfies Record<string, Task>;

/** The name of a task. */
export type TaskName = keyof typeof TASKS;

/** The names of all tasks. */
export const TASK_NAMES: readonly TaskName[] = Object.keys(TASKS) as TaskName[];

/** The task of a plan that names none. */
export const DEFAULT_TASK = "classification" satisfies TaskName;

/** The name of a figure that belongs to a task, other than its loss. */
export type OwnFigure = {
  [Name in TaskName]: keyof (typeof TASKS)[Name]["figures"];
}[TaskName];

/** The name of a figure of an evaluation. */
export type FigureName = OwnFigure | "loss";

/** A split that is measured after every epoch. */
export type EpochSplit = "train" | "validation";

/** A column of `epochs.csv` that holds a figure of a split. */
export type EpochFigure = `${EpochSplit}${Capitalize<FigureName>}`;

/** A column of `epochs.csv` by which a task chooses. */
export type ChoiceName = `validation${Capitalize<(typeof TASKS)[TaskName]["choice"]>}`;

/** The names of the figures of a task alone. */
export function ownFiguresOf(task: TaskName): readonly OwnFigure[] {
  return Object.keys(TASKS[task].figures) as OwnFigure[];
}

/** The names of all figures of a task, in the order in which logs hold them. */
export function figureNamesOf(task: TaskName): readonly FigureName[] {
  return ["loss", ...ownFiguresOf(task)];
}

const FIGURES: Readonly<Record<string, Figure>> = {
  loss: LOSS,
  ...Object.assign({}, ...Object.values(TASKS).map(({ figures }) => figures)),
};

/** A figure by its name. */
export function figureOf(name: FigureName): Figure {
  return FIGURES[name]!;
}

/** The column that a figure of a split has in `epochs.csv`. */
export function epochFigure<Split extends EpochSplit>(
  split: Split,
  name: FigureName,
): `${Split}${Capitalize<FigureName>}` {
  return joinName(split, name);
}
