/**
 * Two tuned axes of one variant against each other: each cell is the best mean over the other tuned
 * axes. Shows whether the best values lie at the edge of what was tried.
 */
import { METRICS, shortName } from "@samebit/findings";
import type { Sweep, SweepAxis } from "./sweep.ts";
import {
  CELL_COLOUR,
  cellNumber,
  type ChartSpec,
  fieldTitle,
  frame,
  labelAxis,
  shadesOf,
  tipNumber,
} from "@samebit/plotting";
import { inSentence, meritOf } from "@samebit/runlog";
import { highest } from "@samebit/statistics";

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
  const { low, high, isLight } = shadesOf(means);
  const rows = cells.map((cell) => ({ ...cell, light: isLight(cell.mean) }));
  const others = sweep.axes.filter((axis) => axis !== across && axis !== down)
    .map(({ name }) => shortName(name));
  const best = others.length === 0
    ? "Mean over seeds."
    : `The best mean over seeds among all values of ${others.join(" and ")}.`;
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
    encoding: {
      x: labelAxis("x", across.name, across.levels),
      y: labelAxis("y", down.name, down.levels),
    },
    layer: [
      {
        mark: { type: "rect", cornerRadius: 2 },
        encoding: {
          color: CELL_COLOUR,
          tooltip: [
            { field: "x", title: fieldTitle(across.name) },
            { field: "y", title: fieldTitle(down.name) },
            tipNumber("mean", metric.title),
            { field: "candidates", title: "Candidates" },
          ],
        },
      },
      cellNumber(metric),
    ],
  };
}
