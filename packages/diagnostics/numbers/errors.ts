/**
 * How large errors are, as a histogram over all seeds: around 0 if predictions are neither too high
 * nor too low, and with long tails if a few examples decide the RMSE.
 */
import type { NumberPredictions } from "../logs/number_predictions.ts";
import { type ChartSpec, frame, numberAxis, tipNumber } from "@samebit/plotting";
import {
  choiceOf,
  CHOSEN,
  noteOfLeftNumbers,
  ON_AXIS,
  type ShownNumbers,
  shownNumbers,
  spanOf,
} from "./choices.ts";

const BINS = 24;

/** The histograms, of one variant and target at a time. */
export function errorsChart(predictions: NumberPredictions): ChartSpec {
  const shown = shownNumbers(predictions);
  const left = noteOfLeftNumbers(predictions);
  return {
    ...frame({
      title: "Distribution of errors",
      note: `Test examples by their error, predicted minus true, over all seeds.${left}`,
      description: `Histogram of errors for each variant: ${shown.map(describe).join("; ")}`,
      height: 220,
      tables: [{
        data: "bins",
        caption: `Test examples by their error, over all seeds.${left}`,
        columns: [
          ["option", "Variant"],
          ["from", "Error from"],
          ["to", "to"],
          ["count", "Examples"],
        ],
        rows: shown.flatMap(binsOf),
      }],
      choice: choiceOf(predictions),
    }),
    data: { name: "bins" },
    transform: [CHOSEN],
    mark: { type: "bar" },
    encoding: {
      x: {
        field: "from",
        type: "quantitative",
        title: "Error",
        bin: { binned: true },
        axis: numberAxis(ON_AXIS),
      },
      x2: { field: "to" },
      y: {
        field: "count",
        type: "quantitative",
        title: "Examples",
        axis: { ...numberAxis(), tickMinStep: 1 },
      },
      tooltip: [
        tipNumber("from", "Error from"),
        tipNumber("to", "to"),
        { field: "count", title: "Examples" },
      ],
    },
  };
}

function binsOf({ option, errors }: ShownNumbers) {
  const [low, high] = spanOf(errors);
  const width = (high - low) / BINS || 1;
  const counts = new Array<number>(BINS).fill(0);
  for (const error of errors) {
    if (!Number.isFinite(error)) continue;
    counts[Math.min(BINS - 1, Math.floor((error - low) / width))]!++;
  }
  const edge = (at: number) => Number((low + at * width).toPrecision(5));
  return counts.map((count, at) => ({ option, from: edge(at), to: edge(at + 1), count }));
}

function describe({ option, errors }: ShownNumbers): string {
  const [low, high] = spanOf(errors);
  return `${option} from ${Number(low.toPrecision(4))} to ${Number(high.toPrecision(4))}`;
}
