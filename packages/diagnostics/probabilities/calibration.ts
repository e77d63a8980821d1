/**
 * A reliability diagram of the test split: of the answers given with 80 % confidence, are 80 %
 * right? Below the diagonal a network is overconfident.
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
import { CALIBRATION_BINS, highest, summarize } from "@samebit/statistics";
import { noteOfLeft } from "../left_out.ts";
import type { Probabilities, VariantProbabilities } from "./probabilities.ts";
import { shareAxis } from "./share_axis.ts";

/** The share of right answers against their confidence. */
export function calibrationChart(
  { variants, left }: Probabilities,
  palette: Palette,
): ChartSpec {
  const rows = variants.flatMap(binsOf);
  const errors = variants.filter(({ runs }) => runs.length > 0).map(errorOf);
  const most = highest(rows.map(({ answers }) => answers));
  const note = noteOfLeft(variants.length, left);
  const [x, y] = [shareAxis("confidence", "Confidence"), shareAxis("right", "Right")];
  const data = { name: "bins" };
  return {
    ...frame({
      title: "Calibration",
      note:
        `Answers on the test split of all seeds in ${CALIBRATION_BINS} bins by the probability of ` +
        "the answer. Dot: the share of a bin that is right against its mean confidence, the larger " +
        "the more answers. Dashed: perfect calibration; below it, a network is " +
        `overconfident. The table has the calibration errors.${note}`,
      description: describeEnds(
        "Reliability diagram by variant; expected calibration errors",
        errors.map(({ variant, error }) => ({ variant, mean: error })),
      ),
      height: 300,
      tables: [{
        data: "errors",
        caption: "Expected calibration error: mean and 95 % interval of the mean over seeds." +
          note,
        columns: [
          ["variant", "Variant"],
          ["error", "Calibration error"],
          ["low", "From"],
          ["high", "To"],
          ["seeds", "Seeds"],
        ],
        rows: errors,
      }, {
        data: "bins",
        caption: `Answers by their confidence, over all seeds.${note}`,
        columns: [
          ["variant", "Variant"],
          ["from", "Confidence from"],
          ["answers", "Answers"],
          ["confidence", "Mean confidence"],
          ["right", "Share right"],
        ],
        rows,
      }],
    }),
    layer: [
      {
        data: { values: [{ confidence: 0, right: 0 }, { confidence: 1, right: 1 }] },
        mark: { type: "line", color: "#888888", strokeDash: [4, 4] },
        encoding: { x, y },
      },
      {
        data,
        transform: shown(),
        mark: { type: "line", strokeWidth: lineWidth(variants.length) },
        encoding: { x, y, color: colourBy(palette), ...dashesBy(palette) },
      },
      {
        data,
        transform: shown(),
        mark: { type: "point", filled: true, opacity: 0.9 },
        encoding: {
          x,
          y,
          color: colourBy(palette),
          size: {
            field: "answers",
            type: "quantitative",
            legend: null,
            scale: { domain: [0, most], range: [12, 240] },
          },
          tooltip: [
            { field: "variant", title: "Variant" },
            { field: "answers", title: "Answers" },
            tipNumber("confidence", "Mean confidence"),
            tipNumber("right", "Share right"),
          ],
        },
      },
    ],
  } as ChartSpec;
}

/** The bins of a variant that have answers, over all its seeds. */
function binsOf({ variant, runs }: VariantProbabilities) {
  return Array.from({ length: CALIBRATION_BINS }, (_, at) => {
    const bins = runs.map((run) => run.bins[at]!);
    const sumOf = (field: "answers" | "right" | "confidence") =>
      bins.reduce((sum, bin) => sum + bin[field], 0);
    const answers = sumOf("answers");
    const short = (value: number) => Number((value / answers).toPrecision(5));
    return {
      variant,
      from: at / CALIBRATION_BINS,
      answers,
      confidence: short(sumOf("confidence")),
      right: short(sumOf("right")),
    };
  }).filter(({ answers }) => answers > 0);
}

function errorOf({ variant, runs }: VariantProbabilities) {
  const { mean, interval: [low, high] = [mean, mean] } = summarize(
    runs.map(({ calibrationError }) => calibrationError),
  );
  const short = (value: number) => Number(value.toPrecision(5));
  return { variant, error: short(mean), low: short(low), high: short(high), seeds: runs.length };
}
