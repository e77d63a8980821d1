/**
 * A number by epoch: for each variant the mean over its seeds and the band from the lowest to the
 * highest seed. Accuracies and the gap between them are drawn this way.
 */
import type { EpochLog } from "@samebit/findings";
import { columnNamed, inSentence, TIMING_COLUMNS } from "@samebit/runlog";
import { highest, lowest } from "@samebit/statistics";
import {
  type ChartRun,
  colourBy,
  dashesBy,
  describeEnds,
  frame,
  lineWidth,
  numberAxis,
  runsByVariant,
  shown,
  stepAxis,
  zoomed,
} from "./chart.ts";
import {
  MOST_TOGETHER,
  noteOfPlots,
  overVariants,
  placesOfPlots,
  PLOT_HEIGHT,
} from "./multiples.ts";
import type { Palette } from "./palette.ts";
import { longestOf, noteOfEnds } from "./seeds_left.ts";
import type { ChartSpec } from "./spec.ts";
import { meanOf, thin } from "./thin.ts";

const EPOCH = columnNamed(TIMING_COLUMNS, "epoch");

/** Points of one line at most. */
const MOST_POINTS = 400;

/** What a band chart shows. */
export interface BandFacts {
  /** The title without "by epoch". */
  readonly title: string;
  /** A further note for the reader, as a sentence. */
  readonly note?: string;
  /** Which way is better; higher if left out. */
  readonly better?: "lower" | "higher";
  /** The lowest and the highest value of the axis; from the data if absent. */
  readonly domain?: readonly [number, number];
  /** How the axis shows numbers. */
  readonly onAxis?: string | undefined;
  /** The number of a row. */
  valueOf(epochs: EpochLog, row: number): number;
}

/** A number by epoch. */
export function epochBandChart(
  runs: readonly ChartRun[],
  palette: Palette,
  facts: BandFacts,
): ChartSpec {
  const groups = runsByVariant(runs, palette);
  const isSpread = groups.length > MOST_TOGETHER;
  const lines = groups.map(([variant, own]) => bandPoints(variant, own, facts.valueOf));
  const thinned = groups.some(([, own]) => longestOf(own, rowsOf).epochs.rows > MOST_POINTS);
  const kept = thinned ? ` Thinned to ${MOST_POINTS} epochs that keep the extremes.` : "";
  const apart = noteOfEnds(groups, "epoch", rowsOf, ({ epochs }, row) => epochs.values.epoch[row]!);
  const { title, note, domain, onAxis } = facts;
  const x = {
    field: "epoch",
    type: "quantitative",
    title: EPOCH.title,
    axis: { ...stepAxis(isSpread ? 4 : undefined), format: "d", tickMinStep: 1 },
    scale: { nice: false, zero: false, ...zoomed("x") },
  } as const;
  const y = {
    type: "quantitative",
    title,
    axis: numberAxis(onAxis),
    scale: { zero: false, ...(domain && { domain: [...domain], nice: true }), ...zoomed("y") },
  } as const;
  const places = placesOfPlots(lines.map((own, at) => ({
    variant: groups[at]![0],
    merit: (facts.better === "lower" ? -1 : 1) * (own.at(-1)?.mean ?? NaN),
  })));
  const rows = isSpread
    ? lines.flat().map((row) => ({ ...row, place: places.get(row.variant) ?? -1 }))
    : lines.flat();
  const { width, height, ...framed } = frame({
    title: `${title} by epoch`,
    note: `${note ? `${note} ` : ""}${
      isSpread ? `${noteOfPlots(groups.length)} ` : ""
    }Line: mean over seeds. Band: lowest to highest seed.${kept}${apart}`,
    description: describeEnds(
      `Line chart of the ${inSentence(title)} by epoch`,
      lines.flatMap((own) => own.at(-1) ?? []),
    ),
    height: isSpread ? PLOT_HEIGHT : 260,
    ...(isSpread && { multiples: places.size }),
    tables: [{
      data: "epochs",
      caption: `${title} over seeds.${kept}${apart}`,
      columns: [
        ["variant", "Variant"],
        ["epoch", EPOCH.title],
        ["mean", "Mean"],
        ["low", "Lowest seed"],
        ["high", "Highest seed"],
        ["seeds", "Seeds"],
      ],
      rows,
    }],
    zoom: { unit: "epoch", perEpoch: 1 },
    tip: {
      data: "epochs",
      x: "epoch",
      title: EPOCH.title,
      value: "mean",
      band: ["low", "high"],
      ...(isSpread ? { plot: "variant" } : { ends: true }),
    },
  });
  const encoding = { x, color: colourBy(palette) };
  const layer = [
    {
      mark: {
        type: "area",
        strokeWidth: 0,
        opacity: isSpread ? 0.18 : Math.min(0.18, 1.5 / groups.length),
        clip: true,
      } as const,
      encoding: { y: { ...y, field: "low" }, y2: { field: "high" } },
    },
    {
      mark: {
        type: "line",
        strokeWidth: isSpread ? 1.75 : lineWidth(groups.length),
        clip: true,
      } as const,
      encoding: { y: { ...y, field: "mean" }, ...dashesBy(palette) },
    },
  ];
  const data = { name: "epochs" };
  if (!isSpread) return { ...framed, width, height, data, transform: shown(), encoding, layer };
  const transform = [{ filter: "datum.place >= 0" }, ...shown()];
  return {
    ...framed,
    data,
    transform,
    ...overVariants(encoding as never, layer as never),
  } as never;
}

function bandPoints(variant: string, runs: readonly ChartRun[], valueOf: BandFacts["valueOf"]) {
  const { rows, values: { epoch } } = longestOf(runs, rowsOf).epochs;
  const points = Array.from({ length: rows }, (_, row) => {
    const seeds = runs.filter(({ epochs }) => row < epochs.rows)
      .map(({ epochs }) => valueOf(epochs, row));
    return {
      variant,
      epoch: epoch[row]!,
      mean: meanOf(seeds),
      low: lowest(seeds),
      high: highest(seeds),
      seeds: seeds.length,
    };
  });
  return thin(points.map(({ mean }) => mean), MOST_POINTS).map((at) => points[at]!);
}

function rowsOf({ epochs }: ChartRun): number {
  return epochs.rows;
}
