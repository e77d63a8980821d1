/**
 * What the runs of each variant predict where several labels may apply: how well each label is
 * found, and the examples of the greatest loss. The logs are read here; nothing is drawn.
 */
import { FILES, type LogSource, lossOf, type RunLogs, type Variant } from "@samebit/findings";
import {
  type Outcome,
  type ProbabilityFigures,
  probabilityFigures,
} from "../probabilities/figures.ts";
import type { Probabilities } from "../probabilities/probabilities.ts";
import { predictedVariants } from "./stored_predictions.ts";
import { type KeptExample, readTargetLogs } from "./target_logs.ts";

/** How often a label applies in the test split, is predicted, and both, in one run. */
export interface LabelCounts {
  /** Of how many examples it holds. */
  readonly holds: number;
  /** For how many it is predicted. */
  readonly said: number;
  /** Of how many both. */
  readonly both: number;
}

/** An example with a label that is answered wrongly. */
export interface WorstLabels extends KeptExample {
  /** Its loss, the mean over the labels. */
  readonly loss: number;
  /** The labels that apply and are not predicted, by position. */
  readonly missed: readonly number[];
  /** Those that do not apply and are predicted. */
  readonly added: readonly number[];
}

/** What the runs of one variant say. */
export interface VariantLabels {
  /** The variant. */
  readonly variant: string;
  /** The kind of its loss function, if its plan says so. */
  readonly loss?: string;
  /** The seeds of the runs. */
  readonly seeds: readonly number[];
  /** By run, by label. */
  readonly counts: readonly (readonly LabelCounts[])[];
  /** The figures of the probabilities of each run. */
  readonly probabilities: readonly ProbabilityFigures[];
  /** The examples of the greatest loss of the first seed, the greatest first. */
  readonly worst: readonly WorstLabels[];
}

/** The labels that an experiment predicts. */
export interface LabelPredictions {
  /** The names of the labels. */
  readonly labels: readonly string[];
  /** The names of the features; none of images. */
  readonly features: readonly string[];
  /** By variant, in the order of the experiment. */
  readonly variants: readonly VariantLabels[];
  /** The one shown at first: the best by validation. */
  readonly first: number;
  /** How many variants have predictions that are not here. */
  readonly left: number;
}

/**
 * Reads the predictions of the chosen candidate's complete runs of each variant; nothing if there
 * are none.
 *
 * @throws {SyntaxError} naming the file, if one cannot be read.
 */
export async function readLabelPredictions(
  folder: string,
  all: readonly Variant[],
  source: LogSource = FILES,
): Promise<LabelPredictions | undefined> {
  const { variants: predicted, first, left } = predictedVariants(all, "multi-label");
  let described: Pick<LabelPredictions, "labels" | "features"> | undefined;
  const variants: VariantLabels[] = [];
  for (const { label, runs } of predicted) {
    const { targets, features, logs, worst } = await readTargetLogs(folder, runs, source);
    const seeds = runs.map(({ planned }) => planned.seed);
    const answers = logs.map((log) => targets.map((_, at) => answersOf(log, at)));
    variants.push({
      variant: label,
      ...lossIn(runs),
      seeds,
      counts: answers.map((labels) => labels.map(countAnswers)),
      probabilities: answers.flatMap((labels, at) => figuresOf(seeds[at]!, labels) ?? []),
      worst: worst.flatMap((kept) => describeWorst(kept, logs[0]!, answers[0]!)),
    });
    described ??= { labels: targets, features };
  }
  return described && { ...described, variants, first, left };
}

/** Their probabilities. */
export function probabilitiesOfLabels(
  { labels, variants, left }: LabelPredictions,
): Probabilities | undefined {
  if (variants.every(({ probabilities }) => probabilities.length === 0)) return undefined;
  return {
    names: labels,
    isPair: false,
    variants: variants.map(({ variant, probabilities }) => ({ variant, runs: probabilities })),
    left,
  };
}

function lossIn(runs: readonly RunLogs[]): { readonly loss?: string } {
  const loss = lossOf(runs[0]!.record);
  return loss === undefined ? {} : { loss };
}

/** What a run predicts for one label. */
function answersOf(log: Readonly<Record<string, Float64Array>>, at: number): Outcome {
  return {
    probabilities: Array.from(log[`probability${at + 1}`]!),
    holds: Array.from(log[`target${at + 1}`]!, (target) => target === 1),
  };
}

/** A probability above 1/2 predicts the label; NaN predicts nothing. */
function countAnswers({ probabilities, holds }: Outcome): LabelCounts {
  const isSaid = probabilities.map((probability) => probability > 0.5);
  const sum = (each: readonly boolean[]) => each.filter(Boolean).length;
  return {
    holds: sum(holds),
    said: sum(isSaid),
    both: sum(holds.map((hold, row) => hold && isSaid[row]!)),
  };
}

/** An answer is that a label holds, or that it does not. */
function figuresOf(
  seed: number,
  labels: readonly Outcome[],
): ProbabilityFigures | undefined {
  return probabilityFigures(seed, labels, {
    confidences: labels.flatMap(({ probabilities }) =>
      probabilities.map((p) => Math.max(p, 1 - p))
    ),
    isRight: labels.flatMap(({ probabilities, holds }) =>
      probabilities.map((p, row) => (p > 0.5) === holds[row])
    ),
  });
}

function describeWorst(
  kept: KeptExample,
  log: Readonly<Record<string, Float64Array>>,
  labels: readonly Outcome[],
): WorstLabels[] {
  const row = log["example"]!.indexOf(kept.example);
  if (row < 0) return [];
  const those = (isOne: (probability: number, holds: boolean) => boolean) =>
    labels.flatMap(({ probabilities, holds }, at) =>
      isOne(probabilities[row]!, holds[row]!) ? [at] : []
    );
  return [{
    ...kept,
    loss: log["loss"]![row]!,
    missed: those((p, holds) => holds && !(p > 0.5)),
    added: those((p, holds) => !holds && p > 0.5),
  }];
}
