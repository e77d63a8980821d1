/**
 * Accuracy by epoch on the training sample and on the validation split, and the gap between the
 * two: what a network knows of the examples it has seen beyond what it knows of others.
 */
import type { ChartSpec } from "./spec.ts";
import { EPOCH_COLUMNS } from "@samebit/runlog";
import type { ChartRun } from "./chart.ts";
import { epochBandChart } from "./epoch_band.ts";
import type { Palette } from "./palette.ts";

const [, , TRAIN, , VALIDATION] = EPOCH_COLUMNS;

/** The columns this chart can show. */
export type AccuracyName = "trainAccuracy" | "validationAccuracy";

/** Accuracy by epoch; both names of the same runs get the same axis. */
export function accuracyChart(
  runs: readonly ChartRun[],
  palette: Palette,
  name: AccuracyName,
): ChartSpec {
  const { title } = name === "trainAccuracy" ? TRAIN : VALIDATION;
  return epochBandChart(runs, palette, {
    title,
    domain: [lowest(runs), 1],
    valueOf: ({ values }, row) => values[name][row]!,
  });
}

/** Training accuracy minus validation accuracy by epoch. */
export function generalizationGapChart(
  runs: readonly ChartRun[],
  palette: Palette,
): ChartSpec {
  return epochBandChart(runs, palette, {
    title: "Generalization gap",
    note: "Training accuracy minus validation accuracy of the same run.",
    valueOf: ({ values }, row) => values.trainAccuracy[row]! - values.validationAccuracy[row]!,
  });
}

function lowest(runs: readonly ChartRun[]): number {
  let low = 1;
  for (const { epochs } of runs) {
    for (const name of ["trainAccuracy", "validationAccuracy"] as const) {
      for (const value of epochs.values[name]) if (value < low) low = value;
    }
  }
  return low;
}
