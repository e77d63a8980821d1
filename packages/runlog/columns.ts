/**
 * Every column of every log, declared once: the writer, the reader, the charts' axes and the
 * tables take names, titles, units and formats from here.
 */
import type { Column } from "./column.ts";
import { recordsOf, taskOf } from "./tasks/records.ts";
import { type EpochFigure, figureOf, TASKS } from "./tasks/registry.ts";

/**
 * The unit of each loss function, by its kind in plans, `""` where it has none. Columns of losses
 * give the unit of the softmax cross-entropy; whatever shows a run uses the unit of the run's loss.
 */
export const LOSS_UNITS = {
  "softmax": "nats",
  "hinge": "",
  "mean-squared-error": "",
  "mean-absolute-error": "",
  "huber": "",
  "binary-cross-entropy": "nats",
} as const;

/** The columns of `steps.csv`, one row for each update. */
export const STEP_COLUMNS = [
  { name: "step", title: "Step", unit: "", precision: "integer", format: "d" },
  { name: "epoch", title: "Epoch", unit: "", precision: "integer", format: "d" },
  { name: "learningRate", title: "Learning rate", unit: "", precision: "float64", format: ".3~g" },
  {
    name: "trainLoss",
    title: "Training loss of the minibatch",
    unit: "nats",
    precision: "float64",
    format: ".4~g",
    better: "lower",
  },
] as const satisfies readonly Column[];

/**
 * The columns of `layers.csv`, a row for each layer of a measured step: the weight matrix of the
 * layer and its output. Sums are float64, added in the order of memory.
 */
export const LAYER_COLUMNS = [
  { name: "step", title: "Step", unit: "", precision: "integer", format: "d" },
  { name: "epoch", title: "Epoch", unit: "", precision: "integer", format: "d" },
  { name: "layer", title: "Layer", unit: "", precision: "integer", format: "d" },
  {
    name: "gradientNorm",
    title: "Gradient norm",
    unit: "",
    precision: "float64",
    format: ".3~g",
  },
  { name: "weightNorm", title: "Weight norm", unit: "", precision: "float64", format: ".3~g" },
  {
    name: "updateRatio",
    title: "Update to weight ratio",
    unit: "",
    precision: "float64",
    format: ".3~g",
  },
  {
    name: "effectiveLearningRate",
    title: "Effective learning rate",
    unit: "",
    precision: "float64",
    format: ".3~g",
  },
  {
    name: "deadUnits",
    title: "Dead units",
    unit: "",
    precision: "float64",
    format: ".1%",
    better: "lower",
  },
  {
    name: "activationMean",
    title: "Activation mean",
    unit: "",
    precision: "float64",
    format: ".3~g",
  },
  {
    name: "activationSpread",
    title: "Activation spread",
    unit: "",
    precision: "float64",
    format: ".3~g",
  },
] as const satisfies readonly Column[];

/**
 * The columns of `predictions.csv`, a row for each example of the test split, in its order.
 *
 * @param plan The plan of the run.
 * @param told How many targets its data have; for classes, how many have their probability
 *   recorded, 0 unless the plan asks for it.
 */
export function predictionColumns(
  plan: { readonly task?: unknown },
  told: number,
): readonly Column[] {
  return [
    { name: "example", title: "Example", unit: "", precision: "integer", format: "d" },
    ...TASKS[taskOf(plan)].answers(told),
    { name: "loss", title: "Loss", unit: "nats", precision: "float64", format: ".4~g" },
  ];
}

/**
 * The columns of `importance.csv`, a row for each time that a column of a table was permuted: the figure
 * by which the task chooses, and by how much it is worse than with the column as it is.
 *
 * @param plan The plan of the run.
 */
export function importanceColumns(plan: { readonly task?: unknown }): readonly Column[] {
  const { figure } = recordsOf(taskOf(plan));
  const { isShare: _, better: __, ...shown } = figureOf(figure);
  return [
    { name: "column", title: "Column", unit: "", precision: "integer", format: "d" },
    { name: "repeat", title: "Repeat", unit: "", precision: "integer", format: "d" },
    { name: figure, ...shown },
    { name: "importance", ...shown, title: "Importance" },
  ];
}

/** The columns of `timing.csv`, one row for each epoch; the only log that knows a clock. */
export const TIMING_COLUMNS = [
  { name: "epoch", title: "Epoch", unit: "", precision: "integer", format: "d" },
  { name: "wallSeconds", title: "Wall-clock time", unit: "s", precision: "float64", format: ".3f" },
] as const satisfies readonly Column[];

/** A row with a number for each of the given columns. */
export type Row<Columns extends readonly Column[]> = {
  readonly [C in Columns[number] as C["name"]]: number;
};

/** A row of `steps.csv`. */
export type StepRow = Row<typeof STEP_COLUMNS>;

/** A row of `epochs.csv`: the losses of every task, and the figures of the run's. */
export type EpochRow =
  & { readonly [Name in "epoch" | "trainLoss" | "validationLoss"]: number }
  & { readonly [Name in EpochFigure]?: number };

/** A row of `layers.csv`. */
export type LayerRow = Row<typeof LAYER_COLUMNS>;

/** A row of `predictions.csv`: what every task records, and what the run's task adds. */
export type PredictionRow =
  & { readonly example: number; readonly loss: number }
  & Readonly<Record<string, number>>;

/** A row of `importance.csv`: with the figure of the run's task under its name. */
export type ImportanceRow =
  & { readonly [Name in "column" | "repeat" | "importance"]: number }
  & Readonly<Record<string, number>>;
