/**
 * Accuracy by epoch, on the training sample or on the validation split: for each variant the mean
 * over its seeds and the band from the lowest to the highest seed.
 */
import type { TopLevelSpec } from "vega-lite";
import { EPOCH_COLUMNS } from "@samebit/runlog";
import {
  type ChartRun,
  colourBy,
  dashesBy,
  describeEnds,
  FRAME,
  legendClick,
  opacityOf,
  runsByVariant,
  titleOf,
} from "./chart.ts";
import type { Palette } from "./palette.ts";
import { meanOf, thin } from "./thin.ts";

const [EPOCH, , TRAIN, , VALIDATION] = EPOCH_COLUMNS;

/** The columns this chart can show. */
export type AccuracyName = "trainAccuracy" | "validationAccuracy";

/** Points of one line at most. */
const MOST_POINTS = 400;

interface AccuracyPoint {
  readonly variant: string;
  readonly epoch: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly seeds: number;
}

/** Accuracy by epoch; both names of the same runs get the same axis. */
export function accuracyChart(
  runs: readonly ChartRun[],
  palette: Palette,
  name: AccuracyName,
): TopLevelSpec {
  const groups = runsByVariant(runs, palette);
  const points = groups.map(([variant, own]) => accuracyPoints(variant, own, name));
  const values = points.flat();
  const thinned = groups.some(([, own], at) => commonRows(own) > points[at]!.length);
  const column = name === "trainAccuracy" ? TRAIN : VALIDATION;
  const x = {
    field: "epoch",
    type: "quantitative",
    title: EPOCH.title,
    axis: { format: "d", tickMinStep: 1 },
  } as const;
  const scale = { domain: [lowest(runs), 1], nice: true, zero: false };
  const y = { type: "quantitative", title: column.title, axis: { format: ".2f" }, scale } as const;
  return {
    ...FRAME,
    height: 280,
    title: titleOf(`${column.title} by epoch`, subtitleOf(thinned)),
    description: describeEnds(
      `Line chart of the ${column.title.toLowerCase()} by epoch`,
      points.flatMap((own) => own.at(-1) ?? []),
    ),
    data: { values },
    encoding: { x, color: colourBy(palette), ...dashesBy(palette) },
    layer: [
      {
        params: [legendClick()],
        mark: { type: "area", strokeWidth: 0 },
        encoding: { y: { ...y, field: "low" }, y2: { field: "high" }, opacity: opacityOf(0.18) },
      },
      {
        mark: { type: "line", strokeWidth: 2.25 },
        encoding: { y: { ...y, field: "mean" }, opacity: opacityOf(1) },
      },
      {
        params: [{
          name: "pointed",
          select: { type: "point", on: "pointerover", nearest: true, clear: "pointerout" },
        }],
        mark: { type: "point", filled: true, size: 60 },
        encoding: {
          y: { ...y, field: "mean" },
          opacity: { condition: { param: "pointed", empty: false, value: 1 }, value: 0 },
          tooltip: [
            { field: "variant", title: "Variant" },
            { field: "epoch", title: EPOCH.title },
            { field: "mean", title: "Mean", format: column.format },
            { field: "low", title: "Lowest seed", format: column.format },
            { field: "high", title: "Highest seed", format: column.format },
            { field: "seeds", title: "Seeds" },
          ],
        },
      },
    ],
  };
}

function accuracyPoints(
  variant: string,
  runs: readonly ChartRun[],
  name: AccuracyName,
): AccuracyPoint[] {
  const epoch = runs[0]!.epochs.values.epoch;
  const points = Array.from({ length: commonRows(runs) }, (_, row) => {
    const seeds = runs.map(({ epochs }) => epochs.values[name][row]!);
    return {
      variant,
      epoch: epoch[row]!,
      mean: meanOf(seeds),
      low: Math.min(...seeds),
      high: Math.max(...seeds),
      seeds: seeds.length,
    };
  });
  return thin(points.map(({ mean }) => mean), MOST_POINTS).map((at) => points[at]!);
}

/** As far as every run has come. */
function commonRows(runs: readonly ChartRun[]): number {
  return Math.min(...runs.map(({ epochs }) => epochs.rows));
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

function subtitleOf(thinned: boolean): string {
  const kept = thinned ? ` Thinned to ${MOST_POINTS} epochs that keep the extremes.` : "";
  return `Line: mean over seeds. Band: lowest to highest seed.${kept}`;
}
