/**
 * A final metric over two compared numbers, such as the learning rate and the size of minibatch: each
 * cell the mean over its seeds, and a cross where a run diverged.
 */
import {
  measuredBySeed,
  type Metric,
  type NumericAxis,
  showNumber,
  type Variant,
} from "@samebit/findings";
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
    const measured = [...measuredBySeed(chosen, metric.name).values()];
    const { n, mean } = summarize(measured.map(({ value }) => value));
    const isOpen = measured.some(({ open }) => open);
    const place = { variant: label, x: compared[across.name]!, y: compared[down.name]! };
    if (!Number.isFinite(mean)) return { ...place, n, sign: "×" };
    return { ...place, n, mean, ...(isOpen && { above: `> ${showNumber(mean, metric.format)}` }) };
  });
  const means = cells.flatMap((cell) => "mean" in cell ? [cell.mean!] : []);
  const { low, high, isLight } = shadesOf(means);
  const best = meritOf(metric, highest(means.map((mean) => meritOf(metric, mean))));
  const rows = cells.map((cell) =>
    "mean" in cell ? { ...cell, light: isLight(cell.mean!), best: cell.mean === best } : cell
  );
  const hasOpen = cells.some((cell) => "above" in cell);
  const number = cellNumber(metric);
  const place = (axis: NumericAxis, field: "x" | "y") =>
    labelAxis(field, axis.name, labelsOf(axis, field === "y"));
  return {
    ...frame({
      title: `${metric.title} by ${across.name} and ${down.name}`,
      note: "Cell: mean over seeds; the best has a frame, × is a run that diverged or is missing." +
        (hasOpen ? " >: a run did not reach it and is shown at its last step." : ""),
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
      {
        transform: [{
          filter: hasOpen ? "isValid(datum.mean) && !datum.above" : "isValid(datum.mean)",
        }],
        ...number,
      },
      ...(hasOpen
        ? [{
          transform: [{ filter: "isValid(datum.above)" }],
          mark: number.mark,
          encoding: { ...number.encoding, text: { field: "above", type: "nominal" } as const },
        }]
        : []),
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
