/**
 * A figure of the task by epoch, such as the accuracy, on the training sample and on the validation
 * split; and the gap between the two in what is chosen by: what a network knows of the examples it
 * has seen beyond what it knows of others.
 */
import type { ChartSpec } from "./spec.ts";
import {
  EPOCH_COLUMNS,
  type EpochFigure,
  epochFigure,
  type EpochSplit,
  figureOf,
  type OwnFigure,
  TASK,
} from "@samebit/runlog";
import { highest, lowest } from "@samebit/findings";
import type { ChartRun } from "./chart.ts";
import { epochBandChart } from "./epoch_band.ts";
import type { Palette } from "./palette.ts";

const SPLITS: readonly EpochSplit[] = ["train", "validation"];

/** A figure by epoch; both splits of the same runs get the same axis, of shares up to 1. */
export function splitFigureChart(
  runs: readonly ChartRun[],
  palette: Palette,
  split: EpochSplit,
  figure: OwnFigure,
): ChartSpec {
  const name = epochFigure(split, figure);
  const all = runs.flatMap(({ epochs }) =>
    SPLITS.flatMap((each) => [...epochs.values[epochFigure(each, figure)]])
  ).filter(Number.isFinite);
  const top = figureOf(figure).isShare ? 1 : highest(all);
  return epochBandChart(runs, palette, {
    title: titleOf(name),
    ...(all.length > 0 && { domain: [lowest(all), top] }),
    valueOf: ({ values }, row) => values[name][row]!,
  });
}

/** What is chosen by, on the training sample minus on the validation split, by epoch. */
export function generalizationGapChart(
  runs: readonly ChartRun[],
  palette: Palette,
): ChartSpec {
  const train = epochFigure("train", TASK.choice);
  const validation = epochFigure("validation", TASK.choice);
  return epochBandChart(runs, palette, {
    title: "Generalization gap",
    note: `${titleOf(train)} minus ${titleOf(validation).toLowerCase()} of the same run.`,
    valueOf: ({ values }, row) => values[train][row]! - values[validation][row]!,
  });
}

function titleOf(column: EpochFigure): string {
  return EPOCH_COLUMNS.find(({ name }) => name === column)!.title;
}
