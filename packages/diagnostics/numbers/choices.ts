/**
 * What all charts of predicted numbers share: one variant and one target are shown at a time, and
 * if there are many examples, the first of them represent all.
 */
import type {
  NumberPredictions,
  PredictedNumber,
  VariantNumbers,
} from "../logs/number_predictions.ts";
import type { ChartChoice } from "@samebit/plotting";
import { highest, lowest } from "@samebit/statistics";
import { noteOfLeft } from "../left_out.ts";

/** How axes show numbers: decimals without an exponent. */
export const ON_AXIS = ",.6~r";

/** The most points of all variants and targets together. */
const MOST_POINTS = 12_000;

/** A variant with one of its targets. */
export interface ShownNumbers extends VariantNumbers {
  /** The label by which the reader chooses it. */
  readonly option: string;
}

/** Every variant with every target, those of the first target first. */
export function shownNumbers({ targets }: NumberPredictions): ShownNumbers[] {
  return targets.flatMap(({ target, variants }) =>
    variants.map((each) => ({
      ...each,
      option: targets.length === 1 ? each.variant : `${each.variant}: ${target}`,
    }))
  );
}

/** What the reader chooses from; the best variant is shown first. */
export function choiceOf(predictions: NumberPredictions): ChartChoice {
  const title = predictions.targets.length === 1 ? "Variant" : "Variant and target";
  const options = shownNumbers(predictions).map(({ option }) => option);
  return { title, options, first: predictions.first };
}

/** Keeps only what the reader has chosen. */
export const CHOSEN = { filter: "datum.option === chosen" } as const;

/** The points that are drawn of each, and a sentence on those that are not. */
export function pointsOf(predictions: NumberPredictions) {
  const all = shownNumbers(predictions);
  const most = Math.max(1, Math.floor(MOST_POINTS / all.length));
  const thinned = all.some(({ first }) => first.length > most);
  return {
    rows: all.flatMap(({ option, first }) =>
      first.slice(0, most).map((each) => ({ option, ...rounded(each) }))
    ),
    note: (thinned ? ` The first ${most} examples.` : "") + noteOfLeftNumbers(predictions),
  };
}

/** A sentence about the variants that are left out. */
export function noteOfLeftNumbers({ targets, left }: NumberPredictions): string {
  return noteOfLeft(targets[0]!.variants.length, left);
}

/** A point as it is drawn, with its error. */
export function rounded({ example, target, predicted }: PredictedNumber) {
  const short = (value: number) => Number(value.toPrecision(6));
  return {
    example,
    target: short(target),
    predicted: short(predicted),
    error: short(predicted - target),
  };
}

/** The lowest and the highest finite number; 0 to 1 if there is none. */
export function spanOf(values: readonly number[]): readonly [low: number, high: number] {
  const finite = values.filter(Number.isFinite);
  return finite.length === 0 ? [0, 1] : [lowest(finite), highest(finite)];
}
