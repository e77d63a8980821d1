/**
 * The quality of a run's probabilities beyond the share of right answers: whether they separate
 * each class, or each label, from the others, and whether they are calibrated. Computed as soon as
 * a log is read, since the probabilities themselves take far more memory.
 */
import {
  type CalibrationBin,
  calibrationBins,
  calibrationErrorOf,
  rocCurve,
  truePositivesAt,
} from "@samebit/statistics";

/**
 * The shares of false positives at which ROC curves are evaluated: 0, 0.02, 0.04 and so on to 1.
 */
export const FALSE_POSITIVES: readonly number[] = Array.from({ length: 51 }, (_, at) => at / 50);

/** The probabilities that a run gives examples of one class, or of one label. */
export interface Outcome {
  /** The probability, by example. */
  readonly probabilities: readonly number[];
  /** Whether the example is of the class, or the label holds. */
  readonly holds: readonly boolean[];
}

/** What a run answers, and how sure it is. */
export interface Answers {
  /** The probability of each answer. */
  readonly confidences: readonly number[];
  /** Whether it is right. */
  readonly isRight: readonly boolean[];
}

/** A class, or a label, against all others. */
export interface RocFigures {
  /** The area under its ROC curve. */
  readonly area: number;
  /** The share of true positives at each of {@link FALSE_POSITIVES}. */
  readonly truePositives: readonly number[];
}

/** The figures of the probabilities of one run. */
export interface ProbabilityFigures {
  /** The seed of the run. */
  readonly seed: number;
  /** By class or label; nothing where all examples are of it, or none. */
  readonly roc: readonly (RocFigures | undefined)[];
  /** The answers by how sure the run is of them. */
  readonly bins: readonly CalibrationBin[];
  /** The expected calibration error. */
  readonly calibrationError: number;
}

/** The figures of a run; undefined where a probability is not a number. */
export function probabilityFigures(
  seed: number,
  outcomes: readonly Outcome[],
  { confidences, isRight }: Answers,
): ProbabilityFigures | undefined {
  if (outcomes.some(({ probabilities }) => probabilities.some(Number.isNaN))) return undefined;
  const bins = calibrationBins(confidences, isRight);
  return { seed, roc: outcomes.map(rocFigures), bins, calibrationError: calibrationErrorOf(bins) };
}

function rocFigures({ probabilities, holds }: Outcome): RocFigures | undefined {
  if (holds.every(Boolean) || !holds.some(Boolean)) return undefined;
  const curve = rocCurve(probabilities, holds);
  return {
    area: curve.area,
    truePositives: FALSE_POSITIVES.map((share) => truePositivesAt(curve, share)),
  };
}

/** The mean over classes, or labels, that have a curve; undefined if none has. */
export function meanRoc(roc: ProbabilityFigures["roc"]): RocFigures | undefined {
  const curves = roc.filter((each) => each !== undefined);
  if (curves.length === 0) return undefined;
  const meanOf = (valueOf: (each: RocFigures) => number) =>
    curves.reduce((sum, each) => sum + valueOf(each), 0) / curves.length;
  return {
    area: meanOf(({ area }) => area),
    truePositives: FALSE_POSITIVES.map((_, at) => meanOf((each) => each.truePositives[at]!)),
  };
}
