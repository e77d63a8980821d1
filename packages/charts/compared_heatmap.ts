/**
 * A final metric over two compared numbers, such as the learning rate and the size of minibatch: each
 * cell the mean over its seeds, and a cross where a run diverged.
 */
import { type Metric, metricBySeed, type NumericAxis, type Variant } from "@samebit/findings";
import {
  CELL_COLOUR,
  cellNumber,
  type ChartSpec,
  fieldTitle,
  frame,
  labelAxis,
  shadesOf,
} from "@samebit/plotting";
import { inSentence, meritOf } from "@samebit/runlog";
import { highest, summarize } from "@samebit/statistics";

/** The metric of every variant at its place. */
export function comparedHeatmapChart(
  variants: readonly Variant[],
  metric: Metric,
  [across, down]: readonly [NumericAxis, NumericAxis],
): ChartSpec {
  const cells = variants.map(({ label, chosen }) => {
    const compared = chosen.runs[0]!.planned.compared;
    const values = [...metricBySeed(chosen, metric.name).values()];
    const { n, mean } = summarize(values);
    const place = { variant: label, x: compared[across.name]!, y: compared[down.name]! };
    return Number.isFinite(mean) ? { ...place, n, mean } : { ...place, n, sign: "×" };
  });
  const means = cells.flatMap((cell) => "mean" in cell ? [cell.mean!] : []);
  const { low, high, isLight } = shadesOf(means);
  const best = meritOf(metric, highest(means.map((mean) => meritOf(metric, mean))));
  const rows = cells.map((cell) =>
    "mean" in cell ? { ...cell, light: isLight(cell.mean!), best: cell.mean === best } : cell
  );
  const place = (axis: NumericAxis, field: "x" | "y") =>
    labelAxis(field, axis.name, labelsOf(axis, field === "y"));
  return {
    ...frame({
      title: `${metric.title} by ${across.name} and ${down.name}`,
      note: "Cell: mean over seeds; the best has a frame, × is a run that diverged or is missing.",
      description: `Heatmap of the ${inSentence(metric.title)} by ${across.name} and ` +
        `${down.name}, from ${Number(low.toPrecision(4))} to ${Number(high.toPrecision(4))}`,
      height: 44 * down.values.size,
      tables: [{
        data: "cells",
        caption: `${metric.title}: mean over seeds`,
        columns: [["x", across.name], ["y", down.name], ["mean", "Mean"], ["n", "Seeds"]],
        rows,
      }],
    }),
    data: { name: "cells" },
    encoding: { x: place(across, "x"), y: place(down, "y") },
    layer: [
      {
        transform: [{ filter: "isValid(datum.mean)" }],
        mark: {
          type: "rect",
          cornerRadius: 2,
          stroke: "#1b1f24",
          strokeWidth: { expr: "datum.best ? 2.5 : 0" },
        },
        encoding: {
          color: CELL_COLOUR,
          tooltip: [
            { field: "x", title: fieldTitle(across.name) },
            { field: "y", title: fieldTitle(down.name) },
            { field: "mean", title: metric.title, type: "quantitative", format: ".4~g" },
            { field: "n", title: "Seeds" },
          ],
        },
      },
      { transform: [{ filter: "isValid(datum.mean)" }], ...cellNumber(metric) },
      {
        transform: [{ filter: "!isValid(datum.mean)" }],
        mark: { type: "text", fontSize: 18, color: "#59626d" },
        encoding: { text: { field: "sign", type: "nominal" } },
      },
    ],
  };
}

/** The labels of an axis by their numbers; those of the other one from the top down. */
function labelsOf({ values }: NumericAxis, isDown: boolean): string[] {
  const sorted = [...values].toSorted(([, a], [, b]) => isDown ? b - a : a - b);
  return sorted.map(([label]) => label);
}
