/**
 * The confusion matrix of one variant at a time: which class was taken for which, as counts over all
 * seeds, coloured by the share of the class. Errors are few beside what is right, so the colours
 * follow the root of the share.
 */
import type { ChartSpec } from "./spec.ts";
import type { Predictions, VariantPredictions } from "@samebit/findings";
import { highest } from "@samebit/statistics";
import { frame } from "./chart.ts";

/** Classes at most: the cells of more are too small to read. */
export const MOST_CLASSES = 30;

/** The matrices, one of which is shown. */
export function confusionChart(predictions: Predictions): ChartSpec {
  const { classes, variants, first, left } = predictions;
  const rows = variants.flatMap((each) => cellsOf(each, classes));
  const others = left > 0
    ? ` The first ${variants.length} variants of ${variants.length + left}.`
    : "";
  const size = Math.max(26, Math.min(44, Math.floor(440 / classes.length)));
  const place = (field: "label" | "predicted", title: string) => ({
    field,
    type: "nominal",
    title,
    // A domain, not a `sort`, which would write labels into expressions.
    scale: { domain: distinctNames(classes) },
    axis: {
      labelAngle: field === "predicted" && longest(classes) > 3 ? -45 : 0,
      labelLimit: 90,
      grid: false,
      ticks: false,
      domain: false,
    },
  } as const);
  return {
    ...frame({
      title: "Confusion of classes",
      note:
        "Test examples by class and predicted class, counted over all seeds. Colour: share of " +
        `the class.${others}`,
      description: `Confusion matrix of ${classes.length} classes for each variant; most often ` +
        `confused: ${variants.map((each) => worstOf(each, classes)).join("; ")}`,
      height: size * classes.length,
      tables: [{
        data: "cells",
        caption: `Test examples by class and predicted class, over all seeds.${others}`,
        columns: [
          ["variant", "Variant"],
          ["label", "Class"],
          ["predicted", "Predicted"],
          ["count", "Examples"],
          ["share", "Share of the class"],
        ],
        rows,
      }],
      choice: { title: "Variant", options: variants.map(({ variant }) => variant), first },
    }),
    data: { name: "cells" },
    transform: [{ filter: "datum.variant === chosen" }],
    encoding: { x: place("predicted", "Predicted"), y: place("label", "Class") },
    layer: [
      {
        mark: { type: "rect" },
        encoding: {
          color: {
            field: "share",
            type: "quantitative",
            scale: { type: "sqrt", scheme: "viridis", domain: [0, 1] },
            legend: null,
          },
          tooltip: [
            { field: "label", title: "Class" },
            { field: "predicted", title: "Predicted" },
            { field: "count", title: "Examples" },
            { field: "share", title: "Share of the class", format: ".1%" },
          ],
        },
      },
      {
        transform: [{ filter: "datum.count > 0" }],
        mark: { type: "text", fontSize: classes.length > 12 ? 9 : 11 },
        encoding: {
          text: { field: "count", type: "quantitative", format: ",d" },
          color: { condition: { test: "datum.share > 0.36", value: "black" }, value: "white" },
        },
      },
    ],
  };
}

function cellsOf({ variant, counts }: VariantPredictions, classes: readonly string[]) {
  const names = distinctNames(classes);
  return counts.flatMap((row, label) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, predicted) => ({
      variant,
      label: names[label]!,
      predicted: names[predicted]!,
      count,
      share: total === 0 ? 0 : Number((count / total).toPrecision(5)),
    }));
  });
}

/** The most frequent error of a variant, in words. */
function worstOf({ variant, counts }: VariantPredictions, classes: readonly string[]): string {
  let [most, text] = [0, "nothing"];
  counts.forEach((row, label) =>
    row.forEach((count, predicted) => {
      if (label === predicted || count <= most) return;
      [most, text] = [count, `${classes[label]} taken for ${classes[predicted]} ${count} times`];
    })
  );
  return `${variant}, ${text}`;
}

/** Names of classes, told apart by their number where two are the same. */
function distinctNames(classes: readonly string[]): string[] {
  return classes.map((name, at) => classes.indexOf(name) === at ? name : `${name} (${at})`);
}

function longest(names: readonly string[]): number {
  return highest(names.map((name) => name.length));
}
