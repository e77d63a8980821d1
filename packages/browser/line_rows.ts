/**
 * The rows of lines: those of a chart along the axis and with the smoothing that the reader has
 * chosen. Tables and files of rows keep what the page holds.
 */
import type { PlainSpec } from "@samebit/plotting";
import type { Clock } from "@samebit/plotting/lines";
import { type Chart, madeOf, type Row, rowsOf, specOf } from "./chart.ts";

/** What a horizontal axis counts. */
export type Along = "step" | "epoch" | "time";

/** The titles of axes. */
const TITLES: Readonly<Record<Along, string>> = {
  step: "Step",
  epoch: "Epoch",
  time: "Wall-clock time (s)",
};

/** The clocks of variants by their labels. */
export type Clocks = ReadonlyMap<string, Clock>;

/** The clocks in the page; none if no time was recorded. */
export function readClocks(): Clocks {
  const clocks = JSON.parse(document.getElementById("clocks")?.textContent ?? "[]") as Clock[];
  return new Map(clocks.map((clock) => [clock.variant, clock]));
}

/** What the axis of a chart currently counts; nothing if it counts neither steps nor epochs. */
export function alongOf(chart: Chart): Along | undefined {
  return chart.along ?? madeOf(chart).usermeta.zoom?.unit;
}

/** Whether the reader has chosen another axis than the page has. */
function isMoved(chart: Chart): boolean {
  return alongOf(chart) !== madeOf(chart).usermeta.zoom?.unit;
}

/** The title of the horizontal axis. */
export function axisTitle(chart: Chart): string {
  return isMoved(chart) ? TITLES[alongOf(chart)!] : madeOf(chart).usermeta.tip?.title ?? "";
}

/** A title such as "Training loss by step", with what the axis currently counts. */
export function titleAlong(title: string, chart: Chart): string {
  return isMoved(chart) ? title.replace(/ by (step|epoch)$/, ` by ${alongOf(chart)}`) : title;
}

/**
 * Units of the axis in an epoch; nothing if variants differ, so that the chart zooms separately.
 */
export function unitsPerEpoch(chart: Chart, clocks: Clocks): number | undefined {
  if (!isMoved(chart)) return madeOf(chart).usermeta.zoom?.perEpoch;
  if (chart.along === "epoch") return 1;
  const counts = new Set([...clocks.values()].map(({ perEpoch }) => perEpoch));
  return chart.along === "step" && counts.size === 1 ? [...counts][0] : undefined;
}

/** The rows that a chart is drawn from, by the names of its data sets. */
export function drawnRows(
  chart: Chart,
  clocks: Clocks,
): Readonly<Record<string, readonly Row[]>> {
  const rows = rowsOf(chart);
  const { tip, zoom } = madeOf(chart).usermeta;
  if (!tip || !zoom) return rows;
  const along = alongOf(chart)!;
  const drawn = Object.entries(rows).map(([name, own]) => {
    const smooth = name === tip.data && typeof tip.value === "string" && chart.smoothing
      ? smoothed(own, tip.value, chart.smoothing)
      : own;
    return [name, isMoved(chart) ? moved(smooth, zoom.unit, along, clocks) : smooth] as const;
  });
  return Object.fromEntries(drawn);
}

/**
 * Rows whose numbers are exponential moving averages along their line: with a weight of 0.9, nine
 * parts of the previous mean and one part of the row. They are divided by the sum of the weights so
 * far, since otherwise a line would begin near 0.
 */
export function smoothed(rows: readonly Row[], field: string, weight: number): Row[] {
  const lines = new Map<unknown, { sum: number; weights: number }>();
  return rows.map((row) => {
    const value = row[field];
    if (typeof value !== "number") return row;
    const { sum, weights } = lines.get(row["variant"]) ?? { sum: 0, weights: 0 };
    const next = {
      sum: weight * sum + (1 - weight) * value,
      weights: weight * weights + (1 - weight),
    };
    lines.set(row["variant"], next);
    return { ...row, [field]: next.sum / next.weights };
  });
}

/** Rows with their steps or epochs in another unit; rows for which it is not known are left out. */
export function moved(
  rows: readonly Row[],
  unit: "step" | "epoch",
  along: Along,
  clocks: Clocks,
): Row[] {
  return rows.flatMap((row) => {
    const clock = clocks.get(String(row["variant"]));
    if (clock === undefined || clock.perEpoch === 0) return [];
    const epoch = Number(row[unit]) / (unit === "step" ? clock.perEpoch : 1);
    const place = along === "time"
      ? secondsAt(clock, epoch)
      : along === "step"
      ? epoch * clock.perEpoch
      : epoch;
    return place === undefined ? [] : [{ ...row, [unit]: place }];
  });
}

/** When an epoch was reached; between two known times at an even pace. */
function secondsAt({ times }: Clock, epoch: number): number | undefined {
  const after = times.findIndex(([at]) => at >= epoch);
  if (after < 0) return undefined;
  const [to, end] = times[after]!;
  const [from, start] = times[after - 1] ?? [0, 0];
  return to === from ? end : start + (end - start) * (epoch - from) / (to - from);
}

/** The spec of a chart with its axis as the reader has chosen it. */
export function drawnSpec(chart: Chart): Record<string, unknown> {
  const spec = specOf(chart);
  if (!isMoved(chart)) return spec;
  const axes = (spec["axes"] as PlainSpec[]).map((axis) => {
    if (axis["scale"] !== "x") return axis;
    const { tickMinStep: _, ...rest } = axis;
    return {
      ...rest,
      ...(axis["title"] !== undefined && { title: axisTitle(chart), format: ",.6~g" }),
    };
  });
  return { ...spec, axes };
}
