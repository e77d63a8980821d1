/**
 * Groups of seeds, one below the other: every seed as a dot, the mean as a tick, the 95 % interval
 * of the mean as a bar. Used for variants and for the candidates of a sweep.
 */
import type { TopLevelSpec } from "vega-lite";
import type { Metric } from "../metrics.ts";
import { summarize } from "../statistics.ts";
import { describeEnds, frame, numberAxis, scaleOf, shown, spanDecades } from "./chart.ts";
import type { Palette } from "./palette.ts";

/** A row of the chart. */
export interface DotGroup {
  /** What stands at its left. */
  readonly label: string;
  /** The variant that gives it its colour. */
  readonly variant: string;
  /** Its seeds that are finite; where others are not, there is no mean. */
  readonly dots: readonly { readonly seed: number; readonly value: number }[];
  /** Whether these are all its seeds. */
  readonly complete: boolean;
}

/** What is said around the dots. */
export interface DotFacts {
  /** The title. */
  readonly title: string;
  /** What is drawn how. */
  readonly note: string;
  /** The widest label in pixels. */
  readonly labelLimit: number;
}

/** The groups in the given order. */
export function dotsAndIntervals(
  groups: readonly DotGroup[],
  { domain, range }: Palette,
  metric: Metric,
  { title, note, labelLimit }: DotFacts,
): TopLevelSpec {
  const dots = groups.flatMap(({ label, variant, dots }) =>
    dots.map((dot) => ({ label, variant, ...dot }))
  );
  const complete = groups.filter(({ complete, dots }) => complete && dots.length > 0);
  const summaries = complete.map(({ label, variant, dots }) => {
    const { n, mean, interval } = summarize(dots.map(({ value }) => value));
    const [low, high] = interval ?? [mean, mean];
    return { label, variant, n, mean, low, high };
  });
  const rows = new Set(dots.map(({ label }) => label)).size;
  const values = dots.map(({ value }) => value);
  const positive = spanDecades([...values, ...summaries.map(({ low }) => low)]);
  const unit = metric.unit === "" ? "" : ` (${metric.unit})`;
  const x = {
    type: "quantitative",
    title: `${metric.title}${unit}`,
    scale: scaleOf(positive ? "log" : "linear"),
    axis: numberAxis(),
  } as const;
  const y = {
    field: "label",
    type: "nominal",
    title: null,
    // The order of the rows: labels in `sort` would be written into expressions.
    sort: null,
    axis: { labelLimit, labelPadding: 10, ticks: false, domain: false, grid: true },
  } as const;
  const tooltip = [
    { field: "label", title: "Of" },
    { field: "mean", title: "Mean" },
    { field: "low", title: "Interval from" },
    { field: "high", title: "Interval to" },
    { field: "n", title: "Seeds" },
  ];
  return {
    ...frame({
      title,
      note,
      description: describeEnds(
        `Dot chart: ${title}`,
        summaries.map(({ label, mean }) => ({ variant: label, mean })),
      ),
      height: Math.max(1, rows) * (rows > 12 ? 20 : 34),
      tables: [
        {
          data: "summaries",
          caption: `${title}: mean and 95 % interval of the mean over seeds`,
          columns: [["label", "Of"], ["n", "Seeds"], ["mean", "Mean"], ["low", "From"], [
            "high",
            "To",
          ]],
          rows: summaries,
        },
        {
          data: "seeds",
          caption: `${title}: every seed`,
          columns: [["label", "Of"], ["seed", "Seed"], ["value", metric.title]],
          rows: dots,
        },
      ],
      logSwitch: positive ? "x" : undefined,
    }),
    encoding: {
      y,
      color: { field: "variant", type: "nominal", scale: { domain, range }, legend: null },
    },
    layer: [
      {
        data: { name: "summaries" },
        transform: shown(),
        mark: { type: "rule", strokeWidth: 6, opacity: 0.3 },
        encoding: { x: { ...x, field: "low" }, x2: { field: "high" }, tooltip },
      },
      {
        data: { name: "summaries" },
        transform: shown(),
        mark: { type: "tick", thickness: 2.5, size: rows > 12 ? 12 : 20 },
        encoding: { x: { ...x, field: "mean" }, tooltip },
      },
      {
        data: { name: "seeds" },
        transform: shown(),
        mark: { type: "circle", size: 64, opacity: 0.9, stroke: "white", strokeWidth: 0.75 },
        encoding: {
          x: { ...x, field: "value" },
          tooltip: [
            { field: "label", title: "Of" },
            { field: "seed", title: "Seed" },
            { field: "value", title: metric.title },
          ],
        },
      },
    ],
  };
}
