/**
 * The baselines of a data set: fitted on its train split, judged on the others as runs are.
 *
 * @module
 */
import type { TargetKind } from "@samebit/losses";
import type { Dataset, Split } from "@samebit/splits";
import { fitLeastSquares, type LinearFit } from "./least_squares.ts";

/** The figures of a split, as runs of the baseline's task have them. */
export interface BaselineFigures {
  /** Of classes, the share that is right. */
  readonly accuracy?: number;
  /** Of numbers, the root mean square error, in the unit of the target. */
  readonly rmse?: number;
  /** The mean absolute error. */
  readonly mae?: number;
  /** The share of the variance that is explained. */
  readonly r2?: number;
  /** Of several labels, the share of the answers that are right. */
  readonly labelAccuracy?: number;
  /** The share of the examples with every answer right. */
  readonly exactMatch?: number;
  /** The mean F1 of the labels; NaN if none applies or is predicted. */
  readonly macroF1?: number;
}

/** A baseline. */
export interface Baseline {
  /** What it is. */
  readonly name: string;
  /** On the validation split. */
  readonly validation: BaselineFigures;
  /** On the test split. */
  readonly test: BaselineFigures;
}

/** More numbers than these are not fitted: it would take minutes before any run starts. */
const MOST_WORK = 2e10;
const MOST_NUMBERS = 5e7;

/** What there is to beat, by what targets are. */
const BASELINES: { readonly [Kind in TargetKind]: (dataset: Dataset) => Baseline[] } = {
  "labels": (dataset) => [majorityOf(dataset)],
  "numbers": (dataset) => [meanOf(dataset), ...leastSquaresOf(dataset)],
  "zeros-and-ones": (dataset) => [majoritiesOf(dataset)],
};

/**
 * The baselines of a data set for a task with such targets; for numbers including least squares,
 * unless the data set is too large.
 */
export function baselinesOf(dataset: Dataset, targets: TargetKind): Baseline[] {
  return BASELINES[targets](dataset);
}

/** Always the most frequent class of the train split; the first among equals. */
function majorityOf({ classes, train, validation, test }: Dataset): Baseline {
  const counts = new Float64Array(classes.length);
  for (const label of train.labels) counts[label]!++;
  const most = counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0));
  const accuracyOn = ({ labels, count }: Split) => {
    let right = 0;
    for (const label of labels) if (label === most) right++;
    return { accuracy: right / count };
  };
  return {
    name: `always ${JSON.stringify(classes[most])}`,
    validation: accuracyOn(validation),
    test: accuracyOn(test),
  };
}

/** For each label its majority in the train split; if equal, that it does not apply. */
function majoritiesOf({ targets, validation, test }: Dataset): Baseline {
  const answers = Array.from(targets!.mean, (share) => share > 0.5 ? 1 : 0);
  return {
    name: "always each label's majority",
    validation: labelFiguresOf(validation, answers),
    test: labelFiguresOf(test, answers),
  };
}

/** Always the mean of the train split. */
function meanOf({ targets, validation, test }: Dataset): Baseline {
  const { mean } = targets!;
  const judge = (split: Split) => figuresOf(split, mean.length, (_, target) => mean[target]!);
  return { name: "always the mean", validation: judge(validation), test: judge(test) };
}

/** Least squares on the network's inputs, with an intercept. */
function leastSquaresOf(dataset: Dataset): Baseline[] {
  const { features, train, validation, test, targets } = dataset;
  const size = train.count * features;
  if (size > MOST_NUMBERS || size * features > MOST_WORK) return [];
  const width = targets!.names.length;
  const columns = Array.from(
    { length: features },
    (_, feature) => inputsOf(dataset, train, feature),
  );
  const fits = Array.from(
    { length: width },
    (_, target) =>
      fitLeastSquares(
        columns,
        Float64Array.from(
          { length: train.count },
          (_, row) => train.targets![row * width + target]!,
        ),
      ),
  );
  const judge = (split: Split) =>
    figuresOf(split, width, (row, target) => predict(dataset, split, row, fits[target]!));
  return [{ name: "least squares", validation: judge(validation), test: judge(test) }];
}

/** The inputs of one feature, as a network gets them but in float64. */
function inputsOf({ features, offset, factor }: Dataset, split: Split, feature: number) {
  return Float64Array.from(
    { length: split.count },
    (_, row) => (split.values[row * features + feature]! - offset[feature]!) * factor[feature]!,
  );
}

function predict(
  { features, offset, factor }: Dataset,
  { values }: Split,
  row: number,
  { intercept, coefficients }: LinearFit,
): number {
  let sum = intercept;
  for (let feature = 0; feature < features; feature++) {
    const input = (values[row * features + feature]! - offset[feature]!) * factor[feature]!;
    sum += coefficients[feature]! * input;
  }
  return sum;
}

/** As `docs/contracts/16-regression.md`, section 16.3, defines them. */
function figuresOf(
  { targets, count }: Split,
  width: number,
  predict: (row: number, target: number) => number,
): BaselineFigures {
  const sums = { rmse: 0, mae: 0, r2: 0 };
  for (let target = 0; target < width; target++) {
    let [squares, absolutes, sum] = [0, 0, 0];
    for (let row = 0; row < count; row++) {
      const wanted = targets![row * width + target]!;
      const error = predict(row, target) - wanted;
      squares += error * error;
      absolutes += Math.abs(error);
      sum += wanted;
    }
    let variation = 0;
    for (let row = 0; row < count; row++) {
      const apart = targets![row * width + target]! - sum / count;
      variation += apart * apart;
    }
    sums.rmse += Math.sqrt(squares / count) / width;
    sums.mae += absolutes / count / width;
    sums.r2 += (1 - squares / variation) / width;
  }
  return sums;
}

/**
 * The same answers for every example, judged as in `docs/contracts/20-multi-label.md`, section
 * 20.3.
 */
function labelFiguresOf({ targets, count }: Split, answers: readonly number[]): BaselineFigures {
  const width = answers.length;
  const holds = new Float64Array(width);
  let [right, matches] = [0, 0];
  for (let row = 0; row < count; row++) {
    const wanted = targets!.subarray(row * width, (row + 1) * width);
    const agreed = answers.filter((answer, label) => answer === wanted[label]).length;
    right += agreed;
    if (agreed === width) matches++;
    wanted.forEach((target, label) => holds[label]! += target);
  }
  const f1 = answers.flatMap((answer, label) => {
    const said = answer * count;
    return holds[label]! + said === 0 ? [] : [2 * answer * holds[label]! / (holds[label]! + said)];
  });
  return {
    labelAccuracy: right / (count * width),
    exactMatch: matches / count,
    macroF1: f1.reduce((sum, each) => sum + each, 0) / f1.length,
  };
}
