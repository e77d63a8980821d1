/**
 * ROC curves of the test split: how many examples of a class are found at the price of how many
 * false positives. With more than two classes, each against all others, and their mean.
 */
import {
  type ChartSpec,
  colourBy,
  dashesBy,
  describeEnds,
  frame,
  lineWidth,
  type Palette,
  shown,
  tipNumber,
} from "@samebit/plotting";
import { summarize } from "@samebit/statistics";
import { noteOfLeft } from "../left_out.ts";
import { FALSE_POSITIVES } from "./figures.ts";
import {
  type Curve,
  curvesOf,
  type Probabilities,
  type VariantProbabilities,
} from "./probabilities.ts";
import { shareAxis } from "./share_axis.ts";

/**
 * The most points of all variants and classes together; with more classes only the mean is drawn.
 */
const MOST_POINTS = 12_000;

/** The curves, of one class at a time. */
export function rocChart(probabilities: Probabilities, palette: Palette): ChartSpec {
  const { isPair, variants, left } = probabilities;
  const all = curvesOf(probabilities);
  const isMany = all.length * variants.length * FALSE_POSITIVES.length > MOST_POINTS;
  const curves = isMany ? all.slice(0, 1) : all;
  const rows = curves.flatMap((curve) => variants.flatMap((each) => pointsOf(curve, each)));
  const areas = all.flatMap((curve) => variants.flatMap((each) => areaOf(curve, each)));
  const note =
    (isPair ? "" : isMany ? " The mean over classes alone; areas are in the table." : "") +
    noteOfLeft(variants.length, left);
  const [x, y] = [
    shareAxis("falsePositives", "False positives, share of the others"),
    shareAxis("mean", "True positives, share of the class"),
  ];
  const means = areas.filter(({ option }) => option === all[0]!.option);
  return {
    ...frame({
      title: "ROC curves",
      note:
        "The share of the class that is found against the share of the others that is mistaken " +
        "for it, at every threshold. Line: mean over seeds. Band: 95 % interval of the mean. Dashed: " +
        `guessing. The areas are in the table.${note}`,
      description: describeEnds(
        "ROC curves by variant; areas under them",
        means.map(({ variant, area }) => ({ variant, mean: area })),
      ),
      height: 300,
      tables: [{
        data: "areas",
        caption: `Area under the ROC curve: mean and 95 % interval of the mean over seeds.${note}`,
        columns: [
          ["variant", "Variant"],
          ["option", isPair ? "Class" : "Class against all others"],
          ["area", "Area"],
          ["low", "From"],
          ["high", "To"],
          ["seeds", "Seeds"],
        ],
        rows: areas,
      }, {
        data: "curves",
        caption: `Points of the curves over seeds.${note}`,
        columns: [
          ["variant", "Variant"],
          ["option", "Class"],
          ["falsePositives", "False positives"],
          ["mean", "True positives"],
          ["low", "From"],
          ["high", "To"],
        ],
        rows,
      }],
      choice: { title: "Class", options: curves.map(({ option }) => option), first: 0 },
    }),
    layer: [
      {
        data: { values: [{ falsePositives: 0, mean: 0 }, { falsePositives: 1, mean: 1 }] },
        mark: { type: "line", color: "#888888", strokeDash: [4, 4] },
        encoding: { x, y },
      },
      ...([
        {
          mark: { type: "area", strokeWidth: 0, opacity: 0.15 },
          encoding: { y: { ...y, field: "low" }, y2: { field: "high" } },
        },
        {
          mark: { type: "line", strokeWidth: lineWidth(variants.length) },
          encoding: { y, ...dashesBy(palette) },
        },
        {
          mark: { type: "point", filled: true, size: 60, opacity: 0 },
          encoding: {
            y,
            tooltip: [
              { field: "variant", title: "Variant" },
              tipNumber("falsePositives", "False positives"),
              tipNumber("mean", "True positives"),
              tipNumber("low", "Interval from"),
              tipNumber("high", "Interval to"),
            ],
          },
        },
      ] as const).map(({ mark, encoding }) => ({
        data: { name: "curves" },
        transform: [{ filter: "datum.option === chosen" }, ...shown()],
        mark,
        encoding: { x, color: colourBy(palette), ...encoding },
      })),
    ],
  } as ChartSpec;
}

function pointsOf({ option, of }: Curve, { variant, runs }: VariantProbabilities) {
  const curves = runs.flatMap((run) => of(run) ?? []);
  if (curves.length === 0) return [];
  return FALSE_POSITIVES.map((falsePositives, at) => ({
    variant,
    option,
    falsePositives,
    ...within01(curves.map(({ truePositives }) => truePositives[at]!)),
  }));
}

function areaOf({ option, of }: Curve, { variant, runs }: VariantProbabilities) {
  const areas = runs.flatMap((run) => of(run)?.area ?? []);
  if (areas.length === 0) return [];
  const { mean: area, low, high } = within01(areas);
  return [{ variant, option, area, low, high, seeds: areas.length }];
}

/** Mean and interval of shares in five digits; the interval never beyond 0 and 1. */
function within01(values: readonly number[]) {
  const { mean, interval = [mean, mean] } = summarize(values);
  const short = (value: number) => Number(Math.min(1, Math.max(0, value)).toPrecision(5));
  return { mean: short(mean), low: short(interval[0]), high: short(interval[1]) };
}
