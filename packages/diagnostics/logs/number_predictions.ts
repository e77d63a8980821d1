/**
 * What the runs of each variant predict in a regression: each test example with its target and its
 * prediction, and the worst predicted ones with their features. The logs are read here; nothing is
 * drawn.
 */
import { FILES, type LogSource, type RunLogs, type Variant } from "@samebit/findings";
import { predictedVariants } from "./stored_predictions.ts";
import { readTargetLogs } from "./target_logs.ts";

/** A test example with one of its targets. */
export interface PredictedNumber {
  /** Its position in the test split. */
  readonly example: number;
  /** What it is. */
  readonly target: number;
  /** Its prediction. */
  readonly predicted: number;
}

/** A badly predicted example. */
export interface WorstNumber extends PredictedNumber {
  /** Its features as they are stored. */
  readonly features: readonly number[];
}

/** What the runs of one variant say about one target. */
export interface VariantNumbers {
  /** The variant. */
  readonly variant: string;
  /** The seeds of the runs; the examples are from the first. */
  readonly seeds: readonly number[];
  /** Every test example, as the first seed predicts it. */
  readonly first: readonly PredictedNumber[];
  /** The errors of all seeds: predicted minus target. */
  readonly errors: readonly number[];
  /** The examples of the greatest loss of the first seed, the greatest first. */
  readonly worst: readonly WorstNumber[];
}

/** What is predicted for one target. */
export interface TargetNumbers {
  /** The name of the target. */
  readonly target: string;
  /** By variant, in the order of the experiment. */
  readonly variants: readonly VariantNumbers[];
}

/** The numbers that an experiment predicts. */
export interface NumberPredictions {
  /** By target, in the order of the outputs. */
  readonly targets: readonly TargetNumbers[];
  /** The names of the features; `feature 1` and so on if they have none. */
  readonly features: readonly string[];
  /** The variant that is shown first: the best by validation. */
  readonly first: number;
  /** How many variants have predictions that are left out. */
  readonly left: number;
}

/**
 * Reads the predictions of the chosen candidate's complete runs of each variant; nothing if there
 * are none.
 *
 * @throws {SyntaxError} naming the file, if one cannot be read.
 */
export async function readNumberPredictions(
  folder: string,
  all: readonly Variant[],
  source: LogSource = FILES,
): Promise<NumberPredictions | undefined> {
  const { variants: predicted, first, left } = predictedVariants(all, "regression");
  const read: ReadVariant[] = [];
  for (const { label, runs } of predicted) {
    read.push(await readVariant(folder, label, runs, source));
  }
  const described = read[0];
  if (described === undefined) return undefined;
  return {
    targets: described.targets.map((target, at) => ({
      target,
      variants: read.map(({ numbers }) => numbers[at]!),
    })),
    features: described.features,
    first,
    left,
  };
}

interface ReadVariant {
  readonly targets: readonly string[];
  readonly features: readonly string[];
  /** By target. */
  readonly numbers: readonly VariantNumbers[];
}

async function readVariant(
  folder: string,
  variant: string,
  runs: readonly RunLogs[],
  source: LogSource,
): Promise<ReadVariant> {
  const { targets, features, logs, worst } = await readTargetLogs(folder, runs, source);
  const seeds = runs.map(({ planned }) => planned.seed);
  const numbers = targets.map((_, at): VariantNumbers => {
    const number = targets.length === 1 ? "" : at + 1;
    const pairs = logs.map((log) => pairsOf(log, `target${number}`, `predicted${number}`));
    const byExample = new Map(pairs[0]!.map((pair) => [pair.example, pair]));
    return {
      variant,
      seeds,
      first: pairs[0]!,
      errors: pairs.flat().map(({ target, predicted }) => predicted - target),
      worst: worst.flatMap(({ example, features }) => {
        const pair = byExample.get(example);
        return pair === undefined ? [] : [{ ...pair, features }];
      }),
    };
  });
  return { targets, features, numbers };
}

function pairsOf(
  log: Readonly<Record<string, Float64Array>>,
  target: string,
  predicted: string,
): PredictedNumber[] {
  return Array.from(log["example"]!, (example, row) => ({
    example,
    target: log[target]![row]!,
    predicted: log[predicted]![row]!,
  }));
}
