/**
 * The names of the charts that the page of an experiment may have, for putting them in an order.
 */
import type { MetricName } from "./record.ts";
import { recordsOf } from "./tasks/records.ts";
import { ownFiguresOf, type TaskName } from "./tasks/registry.ts";

/** What a page's charts depend on. */
export interface ChartSource {
  /** The task. */
  readonly task: TaskName;
  /** The metrics of its claims. */
  readonly metrics: readonly MetricName[];
  /** Whether something is compared. */
  readonly compares: boolean;
  /** Whether something is tuned. */
  readonly tunes: boolean;
  /** Whether layers are measured. */
  readonly layers: boolean;
  /** Whether predictions are kept. */
  readonly predictions: boolean;
  /** Whether the importance of columns is measured. */
  readonly importance: boolean;
}

/** Heatmaps of candidates, one for each variant, at most. */
export const MOST_HEATMAPS = 6;

/** The columns of `layers.csv` that are drawn, in the order of their charts. */
export const DRAWN_OF_LAYERS = [
  "gradientNorm",
  "updateRatio",
  "effectiveLearningRate",
  "deadUnits",
  "activationSpread",
] as const;

/** The charts of kept predictions, by task. */
const OF_PREDICTIONS: Readonly<Record<TaskName, readonly string[]>> = {
  "classification": ["confusion", "mistakes", "roc", "calibration"],
  "regression": ["predicted-against-true", "residuals", "errors", "worst-numbers"],
  "multi-label": ["labels", "worst-labels", "roc", "calibration"],
};

/** The names of the charts that a page may have; which of them have something to show, runs say. */
export function chartNamesOf(
  { task, metrics, compares, tunes, layers, predictions, importance }: ChartSource,
): string[] {
  const { testChoice, choosing } = recordsOf(task);
  const heatmaps = Array.from({ length: MOST_HEATMAPS }, (_, at) => `heatmap-${at + 1}`);
  const finals = [...new Set([testChoice, choosing, ...metrics])].map(chartNameOf);
  const places = compares ? ["final", "axis", "heatmap"] : ["final"];
  return [
    "train-loss",
    ...ownFiguresOf(task).flatMap((name) => [`train-${name}`, `validation-${name}`]),
    ...places.flatMap((place) => finals.map((name) => `${place}-${name}`)),
    "validation-loss",
    "gap",
    "learning-rate",
    ...(tunes ? ["search", "ranking", "parallel", "importance", ...heatmaps] : []),
    ...(predictions ? OF_PREDICTIONS[task] : []),
    ...(importance ? ["column-importance"] : []),
    ...(layers ? DRAWN_OF_LAYERS.map((name) => `layers-${name}`) : []),
    "first-layer",
  ];
}

/** A metric's name as a part of a chart's: of letters, digits, points and hyphens. */
export function chartNameOf(metric: MetricName): string {
  return metric.replaceAll(/[^\w.]+/g, "-").replace(/-$/, "");
}
