/**
 * Training loss by step: a faint line for each run, and for each variant the mean over its seeds in
 * windows of steps, because a minibatch's loss is noise around what one wants to see.
 */
import type { TopLevelSpec } from "vega-lite";
import { STEP_COLUMNS } from "@samebit/runlog";
import {
  type ChartRun,
  colourBy,
  dashesBy,
  describeEnds,
  FRAME,
  legendClick,
  opacityOf,
  runsByVariant,
  spanDecades,
  titleOf,
} from "./chart.ts";
import type { Palette } from "./palette.ts";
import { blocks, meanOf, thin } from "./thin.ts";

const [STEP, , , LOSS] = STEP_COLUMNS;

/** Points of all faint lines together, and of one at most. */
const ALL_POINTS = 12_000;
const RUN_POINTS = 600;

/** Points of all mean lines together, and of one at most. */
const ALL_MEANS = 3_000;
const WINDOWS = 120;

interface MeanPoint {
  readonly variant: string;
  readonly step: number;
  readonly mean: number;
  readonly seeds: number;
}

/** Training loss by step, all runs and the mean of each variant. */
export function trainLossChart(runs: readonly ChartRun[], palette: Palette): TopLevelSpec {
  const most = Math.max(
    20,
    Math.min(RUN_POINTS, Math.floor(ALL_POINTS / Math.max(1, runs.length))),
  );
  const longest = Math.max(0, ...runs.map(({ steps }) => steps.rows));
  const raw = runs.flatMap((run) => rawPoints(run, most));
  const groups = runsByVariant(runs, palette);
  const windows = Math.max(20, Math.min(WINDOWS, Math.floor(ALL_MEANS / groups.length)));
  const size = Math.max(1, Math.ceil(longest / windows));
  const means = groups.flatMap(([variant, own]) => meanPoints(variant, own, size));
  const positive = raw.every(({ trainLoss }) => trainLoss > 0);
  const logarithmic = positive && spanDecades(means.map(({ mean }) => mean));
  const ends = groups.flatMap(([variant]) =>
    means.findLast((each) => each.variant === variant) ?? []
  );
  const x = {
    field: "step",
    type: "quantitative",
    title: STEP.title,
    axis: { format: "~s" },
  } as const;
  const scale = logarithmic ? { type: "log", nice: false } as const : { zero: false };
  const y = { type: "quantitative", title: axisTitle(logarithmic), scale } as const;
  return {
    ...FRAME,
    height: 300,
    title: titleOf("Training loss by step", subtitleOf(size, raw.length < countRows(runs), most)),
    description: describeEnds("Line chart of the training loss by step", ends),
    encoding: { color: colourBy(palette), ...dashesBy(palette) },
    layer: [
      {
        data: { values: raw },
        params: [legendClick()],
        mark: { type: "line", strokeWidth: 0.75 },
        encoding: {
          x,
          y: { ...y, field: "trainLoss" },
          detail: { field: "seed" },
          opacity: opacityOf(0.28),
        },
      },
      {
        data: { values: means },
        mark: { type: "line", strokeWidth: 2.25 },
        encoding: { x, y: { ...y, field: "mean" }, opacity: opacityOf(1) },
      },
      {
        data: { values: means },
        params: [{
          name: "pointed",
          select: { type: "point", on: "pointerover", nearest: true, clear: "pointerout" },
        }],
        mark: { type: "point", filled: true, size: 60 },
        encoding: {
          x,
          y: { ...y, field: "mean" },
          opacity: { condition: { param: "pointed", empty: false, value: 1 }, value: 0 },
          tooltip: [
            { field: "variant", title: "Variant" },
            { field: "step", title: STEP.title },
            { field: "mean", title: "Mean loss", format: LOSS.format },
            { field: "seeds", title: "Seeds" },
          ],
        },
      },
    ],
  };
}

function rawPoints({ variant, seed, steps }: ChartRun, most: number) {
  const { step, trainLoss } = steps.values;
  return thin(trainLoss, most)
    .map((at) => ({ variant, seed, step: step[at]!, trainLoss: trainLoss[at]! }));
}

/** Means over seeds and windows, as far as every run of the variant has come. */
function meanPoints(variant: string, runs: readonly ChartRun[], size: number): MeanPoint[] {
  const rows = Math.min(...runs.map(({ steps }) => steps.rows));
  const step = runs[0]!.steps.values.step;
  return blocks(rows, size).map(([begin, end]) => ({
    variant,
    step: (step[begin]! + step[end - 1]!) / 2,
    mean: meanOf(runs.map(({ steps }) => meanOf(steps.values.trainLoss, begin, end))),
    seeds: runs.length,
  })).filter(({ mean }) => Number.isFinite(mean));
}

function axisTitle(logarithmic: boolean): string {
  return `${LOSS.title} (${LOSS.unit}${logarithmic ? ", log scale" : ""})`;
}

function countRows(runs: readonly ChartRun[]): number {
  return runs.reduce((sum, { steps }) => sum + steps.rows, 0);
}

function subtitleOf(size: number, thinned: boolean, most: number): string {
  const window = size === 1 ? "" : ` and over windows of ${size} steps`;
  const faint = thinned
    ? `each run, thinned to ${most} points that keep the lowest and the highest of each window`
    : "each run, every step";
  return `Strong: mean over seeds${window}. Faint: ${faint}.`;
}
