/**
 * A final metric by variant: every seed as a dot, the mean as a tick and the 95 % interval of the
 * mean as a bar. With few seeds the dots are the evidence and the bar is wide, as it should be.
 */
import type { TopLevelSpec } from "vega-lite";
import type { MetricName } from "@samebit/runlog";
import { METRICS } from "../metrics.ts";
import { summarize } from "../statistics.ts";
import {
  type ChartRun,
  describeEnds,
  FRAME,
  runsByVariant,
  spanDecades,
  titleOf,
} from "./chart.ts";
import type { Palette } from "./palette.ts";

/** One metric at the end of every whole run. */
export function finalMetricChart(
  runs: readonly ChartRun[],
  palette: Palette,
  name: MetricName,
): TopLevelSpec {
  const metric = METRICS[name];
  const finite = runs.filter((run) => Number.isFinite(run.metrics[name]));
  const groups = runsByVariant(finite, palette);
  const dots = finite.map(({ variant, seed, metrics }) => ({
    variant,
    seed,
    value: metrics[name]!,
  }));
  const summaries = groups.map(([variant, own]) => {
    const { n, mean, interval } = summarize(own.map((run) => run.metrics[name]!));
    return { variant, n, mean, low: interval?.[0] ?? mean, high: interval?.[1] ?? mean };
  });
  const y = {
    field: "variant",
    type: "nominal",
    title: null,
    // Not `sort: labels`, which would write the labels into expressions.
    scale: { domain: groups.map(([variant]) => variant) },
    axis: { labelLimit: 110, labelPadding: 10, ticks: false, domain: false, grid: true },
  } as const;
  const ends = [...dots.map(({ value }) => value), ...summaries.map(({ low }) => low)];
  const logarithmic = spanDecades(ends);
  const notes = [metric.unit, logarithmic ? "log scale" : ""].filter((note) => note !== "");
  const title = notes.length === 0 ? metric.title : `${metric.title} (${notes.join(", ")})`;
  const scale = logarithmic ? { type: "log" } as const : { zero: false };
  const x = { type: "quantitative", title, scale, axis: { tickCount: 6 } } as const;
  const { domain, range } = palette;
  const numbers = [
    { field: "variant", title: "Variant" },
    { field: "mean", title: "Mean", format: metric.format },
    { field: "low", title: "Interval from", format: metric.format },
    { field: "high", title: "Interval to", format: metric.format },
    { field: "n", title: "Seeds" },
  ] as const;
  return {
    ...FRAME,
    height: 34 * Math.max(1, groups.length),
    title: titleOf(
      `${metric.title} by variant`,
      "Dot: one seed. Tick: mean. Bar: 95 % interval of the mean (Student's t).",
    ),
    description: describeEnds(`Dot chart of the ${metric.title.toLowerCase()}`, summaries),
    encoding: {
      y,
      color: { field: "variant", type: "nominal", scale: { domain, range }, legend: null },
    },
    layer: [
      {
        data: { values: summaries },
        mark: { type: "rule", strokeWidth: 6, opacity: 0.3 },
        encoding: {
          x: { ...x, field: "low" },
          x2: { field: "high" },
          tooltip: [...numbers],
        },
      },
      {
        data: { values: summaries },
        mark: { type: "tick", thickness: 2.5, size: 20 },
        encoding: { x: { ...x, field: "mean" }, tooltip: [...numbers] },
      },
      {
        data: { values: dots },
        mark: { type: "circle", size: 64, opacity: 0.9, stroke: "white", strokeWidth: 0.75 },
        encoding: {
          x: { ...x, field: "value" },
          tooltip: [
            { field: "variant", title: "Variant" },
            { field: "seed", title: "Seed" },
            { field: "value", title: metric.title },
          ],
        },
      },
    ],
  };
}
