/**
 * Two tuned axes of one variant against each other: each cell the best mean over what else was
 * tuned. Shows whether the best values lie at the edge of what was tried.
 */
import type { ChartSpec } from "../spec.ts";
import { inSentence, meritOf } from "@samebit/runlog";
import { METRICS, shortName, type Sweep, type SweepAxis } from "@samebit/findings";
import { highest, lowest } from "@samebit/statistics";
import { fieldTitle, frame, tipNumber } from "../chart.ts";

/** The heatmap of a variant over two axes. */
export function heatmapChart(
  sweep: Sweep,
  variant: string,
  [across, down]: readonly [SweepAxis, SweepAxis],
): ChartSpec {
  const { choice, choosing } = sweep.by;
  const metric = METRICS[choosing];
  const own = sweep.candidates.filter((each) => each.variant === variant);
  const cells = down.levels.flatMap((y) =>
    across.levels.flatMap((x) => {
      const here = own.filter(({ tuned }) => tuned[across.name] === x && tuned[down.name] === y);
      const mean = meritOf(choice, highest(here.map((each) => meritOf(choice, each.mean))));
      return here.length === 0 ? [] : [{ x, y, mean, candidates: here.length }];
    })
  );
  const means = cells.map(({ mean }) => mean);
  const low = lowest(means);
  const high = highest(means);
  const rows = cells.map((cell) => ({ ...cell, light: cell.mean > low + 0.6 * (high - low) }));
  const others = sweep.axes.filter((axis) => axis !== across && axis !== down)
    .map(({ name }) => shortName(name));
  const best = others.length === 0
    ? "Mean over seeds."
    : `The best mean over seeds among all values of ${others.join(" and ")}.`;
  const place = (axis: SweepAxis, field: "x" | "y") => ({
    field,
    type: "nominal",
    title: fieldTitle(axis.name),
    // A domain, not a `sort`, which would write labels into expressions.
    scale: { domain: [...axis.levels] as string[] },
    axis: { labelAngle: 0, labelLimit: 90, grid: false, ticks: false, domain: false },
  } as const);
  return {
    ...frame({
      title: `${metric.title} of ${variant}`,
      note: `By ${across.name} and ${down.name}. ${best}`,
      description: `Heatmap of the ${inSentence(metric.title)} of ${variant} by ${across.name} ` +
        `and ${down.name}, from ${low.toFixed(3)} to ${high.toFixed(3)}`,
      height: 40 * down.levels.length,
      tables: [{
        data: "cells",
        caption: `${metric.title} of ${variant}. ${best}`,
        columns: [["x", across.name], ["y", down.name], ["mean", "Mean"], [
          "candidates",
          "Candidates",
        ]],
        rows,
      }],
    }),
    data: { name: "cells" },
    encoding: { x: place(across, "x"), y: place(down, "y") },
    layer: [
      {
        mark: { type: "rect", cornerRadius: 2 },
        encoding: {
          color: {
            field: "mean",
            type: "quantitative",
            scale: { scheme: "viridis" },
            legend: null,
          },
          tooltip: [
            { field: "x", title: fieldTitle(across.name) },
            { field: "y", title: fieldTitle(down.name) },
            tipNumber("mean", metric.title),
            { field: "candidates", title: "Candidates" },
          ],
        },
      },
      {
        mark: { type: "text", fontSize: 11 },
        encoding: {
          text: { field: "mean", type: "quantitative", format: metric.format },
          color: { condition: { test: "datum.light", value: "black" }, value: "white" },
        },
      },
    ],
  };
}
