/**
 * What a task determines in the records of its runs: the columns of `epochs.csv`, and the names of
 * the figures that decide.
 */
import type { Column } from "../column.ts";
import {
  type ChoiceName,
  DEFAULT_TASK,
  type EpochFigure,
  epochFigure,
  type EpochSplit,
  type FigureName,
  figureNamesOf,
  figureOf,
  type OwnFigure,
  TASK_NAMES,
  type TaskName,
  TASKS,
} from "./registry.ts";
import { inSentence, joinName, joinTitle } from "./task.ts";

/** The metric by which a task chooses trials and variants: the best number of a run. */
export type ChoosingMetric = `best${Capitalize<ChoiceName>}`;

/** The metric that holds a figure of the test split. */
export type TestMetric = `test${Capitalize<FigureName>}`;

/** The columns of `epochs.csv`, one row for each evaluation; row 0 before the first update. */
export type EpochColumns = readonly Column<"epoch" | EpochFigure>[];

/** The metric that holds a figure of the test split by the mean of several views of each image. */
export type ViewsMetric = `testViews${Capitalize<OwnFigure>}`;

/** What follows from a task for the records of its runs. */
export interface TaskRecords {
  /** The columns of `epochs.csv`. */
  readonly epochs: EpochColumns;
  /** The name of the figure that decides. */
  readonly figure: FigureName;
  /** The column of `epochs.csv` by which epochs, trials and variants are chosen. */
  readonly choice: Column<ChoiceName>;
  /** Its title within a sentence, such as `validation accuracy`. */
  readonly choiceInWords: string;
  /** The metric by which trials and variants are chosen: the best value of a run in `choice`. */
  readonly choosing: ChoosingMetric;
  /** The figure that decides, on the test split: the result of the choice. */
  readonly testChoice: TestMetric;
}

const RECORDS = Object.fromEntries(TASK_NAMES.map((task) => [task, createRecords(task)])) as {
  readonly [Name in TaskName]: TaskRecords;
};

/** What follows from a task for the records of its runs. */
export function recordsOf(task: TaskName): TaskRecords {
  return RECORDS[task];
}

/** The task of a plan, in full or as in `run.json`, where the default is left out. */
export function taskOf(plan: { readonly task?: unknown }): TaskName {
  return TASK_NAMES.find((name) => name === plan.task) ?? DEFAULT_TASK;
}

/** The task of an experiment, by its declaration. */
export function taskOfDeclaration(declaration: { readonly base?: unknown }): TaskName {
  return taskOf(Object(declaration.base));
}

/** The metric that holds a figure of the test split. */
export function testMetric(name: FigureName): TestMetric {
  return joinName("test", name);
}

/** The metric that holds a figure of the test split by the mean of several views of each image. */
export function viewsMetric(name: OwnFigure): ViewsMetric {
  return joinName("testViews", name);
}

function createRecords(task: TaskName): TaskRecords {
  const epochs: EpochColumns = [
    { name: "epoch", title: "Epoch", unit: "", precision: "integer", format: "d" },
    ...columnsOf(task, "train"),
    ...columnsOf(task, "validation"),
  ];
  const { choice: figure } = TASKS[task];
  const name: ChoiceName = joinName("validation", figure);
  const choice = epochs.find((column): column is Column<ChoiceName> => column.name === name)!;
  return {
    epochs,
    figure,
    choice,
    choiceInWords: inSentence(choice.title),
    choosing: joinName("best", name),
    testChoice: testMetric(figure),
  };
}

function columnsOf(task: TaskName, split: EpochSplit): Column<EpochFigure>[] {
  return figureNamesOf(task).map((name) => {
    const { title, isShare: _, ...shown } = figureOf(name);
    const whole = joinTitle(split === "train" ? "Training" : "Validation", title);
    return { name: epochFigure(split, name), title: whole, ...shown };
  });
}
