/**
 * How well each of several labels is found: precision, recall or F1 by label and variant, each the
 * mean over seeds. A mean over labels, such as macro F1, hides which of them is not learned.
 */
import { type ChartSpec, colourBy, frame, type Palette, shown, tipNumber } from "@samebit/plotting";
import { summarize } from "@samebit/statistics";
import { noteOfLeft } from "../left_out.ts";
import type { LabelCounts, LabelPredictions, VariantLabels } from "../logs/label_predictions.ts";

/** Labels drawn at most; all are in the table. */
const MOST_LABELS = 30;

const FIGURES = {
  F1: ({ holds, said, both }: LabelCounts) =>
    holds + said === 0 ? undefined : 2 * both / (holds + said),
  Precision: ({ said, both }: LabelCounts) => said === 0 ? undefined : both / said,
  Recall: ({ holds, both }: LabelCounts) => holds === 0 ? undefined : both / holds,
} as const;

type FigureName = keyof typeof FIGURES;

const NAMES = Object.keys(FIGURES) as FigureName[];

/** The figures of each label, one kind at a time. */
export function labelsChart(predictions: LabelPredictions, palette: Palette): ChartSpec {
  const { labels, variants, left } = predictions;
  const drawn = labels.slice(0, MOST_LABELS);
  const note =
    (drawn.length < labels.length
      ? ` The first ${MOST_LABELS} labels of ${labels.length}; all are in the table.`
      : "") +
    noteOfLeft(variants.length, left);
  const dots = NAMES.flatMap((figure) => variants.flatMap((each) => dotsOf(each, drawn, figure)));
  const places = palette.domain.map((_, place) => place);
  const y = {
    field: "label",
    type: "nominal",
    title: null,
    scale: { domain: [...drawn] },
    axis: { labelLimit: 170, ticks: false, domain: false, grid: true },
  } as const;
  // By numbers and sorted by them; otherwise labels would be written into expressions.
  const yOffset = variants.length > 1 && {
    field: "place",
    type: "ordinal",
    sort: "ascending",
    scale: { domain: places },
  } as const;
  const x = (field: string) => ({
    field,
    type: "quantitative",
    title: null,
    scale: { domain: [0, 1] as number[] },
    axis: { format: ".1f", tickCount: 5 },
  } as const);
  return {
    ...frame({
      title: "Each label",
      note:
        "Precision: the share of predictions of the label that are right. Recall: the share of the " +
        "label's examples that are found. F1: their harmonic mean. Dot: mean over seeds. Bar: 95 % " +
        `interval of the mean. The table has the numbers.${note}`,
      description: `Dot plot of F1, precision and recall of ${labels.length} labels by variant; ` +
        `lowest F1: ${variants.map((each) => lowestOf(each, labels)).join("; ")}`,
      height: drawn.length * Math.max(26, 11 * variants.length),
      tables: [{
        data: "figures",
        caption:
          `Test split by label, means over seeds; support is how many examples have the label.${
            noteOfLeft(variants.length, left)
          }`,
        columns: [
          ["variant", "Variant"],
          ["label", "Label"],
          ["support", "Support"],
          ["precision", "Precision"],
          ["recall", "Recall"],
          ["f1", "F1"],
          ["low", "F1 from"],
          ["high", "F1 to"],
        ],
        rows: variants.flatMap((each) => rowsOf(each, labels)),
      }, {
        data: "dots",
        caption: `What is drawn.${note}`,
        columns: [
          ["figure", "Figure"],
          ["variant", "Variant"],
          ["label", "Label"],
          ["mean", "Mean"],
          ["low", "From"],
          ["high", "To"],
        ],
        rows: dots.map((row) => ({ ...row, place: palette.domain.indexOf(row.variant) })),
      }],
      choice: { title: "Figure", options: NAMES, first: 0 },
    }),
    data: { name: "dots" },
    transform: [{ filter: "datum.figure === chosen" }, ...shown()],
    encoding: {
      y,
      ...(yOffset && { yOffset }),
      color: colourBy(palette),
      tooltip: [
        { field: "variant", title: "Variant" },
        { field: "label", title: "Label" },
        tipNumber("mean", "Mean"),
        tipNumber("low", "Interval from"),
        tipNumber("high", "Interval to"),
      ],
    },
    layer: [
      {
        mark: { type: "rule", strokeWidth: 2, opacity: 0.5 },
        encoding: { x: x("low"), x2: { field: "high" } },
      },
      { mark: { type: "point", filled: true, size: 70 }, encoding: { x: x("mean") } },
    ],
  } as ChartSpec;
}

/** A figure of a label over the runs that have it, its interval within 0 and 1. */
function summaryOf({ counts }: VariantLabels, at: number, figure: FigureName) {
  const values = counts.flatMap((labels) => FIGURES[figure](labels[at]!) ?? []);
  if (values.length === 0) return undefined;
  const { mean, interval = [mean, mean] } = summarize(values);
  const short = (value: number) => Number(Math.min(1, Math.max(0, value)).toPrecision(5));
  return { mean: short(mean), low: short(interval[0]), high: short(interval[1]) };
}

function dotsOf(variant: VariantLabels, drawn: readonly string[], figure: FigureName) {
  return drawn.flatMap((label, at) => {
    const summary = summaryOf(variant, at, figure);
    return summary === undefined ? [] : [{ figure, variant: variant.variant, label, ...summary }];
  });
}

/** A figure that no run has is shown as a dash. */
function rowsOf(variant: VariantLabels, labels: readonly string[]) {
  return labels.map((label, at) => {
    const f1 = summaryOf(variant, at, "F1");
    return {
      variant: variant.variant,
      label,
      support: variant.counts[0]![at]!.holds,
      precision: summaryOf(variant, at, "Precision")?.mean ?? "–",
      recall: summaryOf(variant, at, "Recall")?.mean ?? "–",
      f1: f1?.mean ?? "–",
      low: f1?.low ?? "–",
      high: f1?.high ?? "–",
    };
  });
}

/** The label of a variant that is found worst, in words. */
function lowestOf(variant: VariantLabels, labels: readonly string[]): string {
  const found = labels.flatMap((label, at) => {
    const mean = summaryOf(variant, at, "F1")?.mean;
    return mean === undefined ? [] : [{ label, mean }];
  });
  const lowest = found.toSorted((a, b) => a.mean - b.mean)[0];
  return `${variant.variant}, ${lowest ? `${lowest.label} ${lowest.mean}` : "none"}`;
}

/** F1 of each label by variant, by label and seed, for `report.json`. */
export function labelNumbers(
  { labels, variants }: LabelPredictions,
): ReadonlyMap<string, Readonly<Record<string, ReadonlyMap<number, number>>>> {
  return new Map(variants.map(({ variant, seeds, counts }) => {
    const numbers: Record<string, Map<number, number>> = {};
    for (const [run, seed] of seeds.entries()) {
      labels.forEach((label, at) => {
        for (const name of NAMES) {
          const value = FIGURES[name](counts[run]![at]!);
          const key = `${name.toLowerCase()} of ${label}`;
          if (value !== undefined) (numbers[key] ??= new Map()).set(seed, value);
        }
      });
    }
    return [variant, numbers];
  }));
}
