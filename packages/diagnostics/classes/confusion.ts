/**
 * The confusion matrix of one variant at a time: how often each class was predicted as each, over
 * all seeds, coloured by the share of the class. Errors are few compared with right answers, so
 * they have a scale and a colour of their own.
 */
import type { Predictions, VariantPredictions } from "../logs/predictions.ts";
import { type ChartSpec, frame } from "@samebit/plotting";
import { highest } from "@samebit/statistics";
import { noteOfLeft } from "../left_out.ts";

/** The most classes: with more, cells are too small to read. */
export const MOST_DRAWN_CLASSES = 30;

/** With as few classes cells are not as wide as the page, but so many pixels. */
const [FEW_CLASSES, WIDE_CELL] = [4, 110];

/** From none to all, for right answers and for wrong ones. */
const SHADES = { right: ["#eaf2fb", "#0a5ea8"], wrong: ["#fdeee0", "#e0701e"] };

/** The matrices; one is shown at a time. */
export function confusionChart(predictions: Predictions): ChartSpec {
  const { classes, variants, first, left } = predictions;
  const rows = variants.flatMap((each) => cellsOf(each, classes));
  const top = Math.max(
    0.02,
    highest(rows.filter(({ kind }) => kind === "wrong").map(({ share }) => share), 0),
  );
  const others = noteOfLeft(variants.length, left);
  const isSmall = classes.length <= FEW_CLASSES;
  const size = Math.max(26, Math.min(44, Math.floor(440 / classes.length)));
  const place = (field: "label" | "predicted", title: string) => ({
    field,
    type: "nominal",
    title,
    // A domain, not a `sort`, which would write labels into expressions.
    scale: { domain: distinctNames(classes) },
    axis: {
      labelAngle: field === "predicted" && longest(classes) > 3 && !isSmall ? -45 : 0,
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
        "Test examples by class and predicted class, counted over all seeds. Blue: right; orange: wrong, on a scale of its own, " +
        `by the share of the class. Empty: none.${others}`,
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
      }, {
        data: "rates",
        caption:
          `By class, over all seeds: precision is the share of predictions of the class that are right, recall the share of its examples that are found.${others}`,
        columns: [
          ["variant", "Variant"],
          ["label", "Class"],
          ["examples", "Examples"],
          ["precision", "Precision"],
          ["recall", "Recall"],
          ["f1", "F1"],
        ],
        rows: variants.flatMap((each) => ratesOf(each, classes)),
      }],
      choice: { title: "Variant", options: variants.map(({ variant }) => variant), first },
    }),
    ...(isSmall && { width: classes.length * WIDE_CELL }),
    data: { name: "cells" },
    resolve: { scale: { color: "independent" } },
    transform: [{ filter: "datum.variant === chosen" }],
    encoding: { x: place("predicted", "Predicted"), y: place("label", "Class") },
    layer: [
      ...(["right", "wrong"] as const).map((kind) => ({
        transform: [{ filter: `datum.count > 0 && datum.kind === '${kind}'` }],
        mark: { type: "rect", cornerRadius: 2 } as const,
        encoding: {
          color: {
            field: "share",
            type: "quantitative",
            scale: { domain: [0, kind === "right" ? 1 : top], range: SHADES[kind] },
            legend: null,
          } as const,
          tooltip: [
            { field: "label", title: "Class" },
            { field: "predicted", title: "Predicted" },
            { field: "count", title: "Examples" },
            { field: "share", title: "Share of the class", format: ".1%" },
          ],
        },
      })),
      {
        transform: [{ filter: "datum.count > 0" }],
        mark: { type: "text", fontSize: classes.length > 12 ? 9 : 11 },
        encoding: {
          text: { field: "count", type: "quantitative", format: ",d" },
          color: {
            condition: { test: "datum.kind === 'right' && datum.share > 0.5", value: "white" },
            value: "black",
          },
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
      kind: label === predicted ? "right" : "wrong",
      share: total === 0 ? 0 : Number((count / total).toPrecision(5)),
    }));
  });
}

/**
 * The share of each class that is found (recall), and the share of its predictions that are right
 * (precision).
 */
function ratesOf({ variant, counts }: VariantPredictions, classes: readonly string[]) {
  const names = distinctNames(classes);
  return counts.map((row, at) => {
    const right = row[at]!;
    const examples = row.reduce((sum, count) => sum + count, 0);
    const taken = counts.reduce((sum, each) => sum + each[at]!, 0);
    const rate = (value: number) => Number(value.toPrecision(5));
    return {
      variant,
      label: names[at]!,
      examples,
      precision: taken === 0 ? 0 : rate(right / taken),
      recall: examples === 0 ? 0 : rate(right / examples),
      f1: taken + examples === 0 ? 0 : rate(2 * right / (taken + examples)),
    };
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

/** Names of classes, with their numbers if two are the same. */
function distinctNames(classes: readonly string[]): string[] {
  return classes.map((name, at) => classes.indexOf(name) === at ? name : `${name} (${at})`);
}

function longest(names: readonly string[]): number {
  return highest(names.map((name) => name.length));
}
