/**
 * How good the probabilities of classes are beyond the accuracy: how well they separate each class
 * from the others, and whether they are calibrated. Only softmax gives probabilities.
 *
 * @module
 */
import { softmax } from "@samebit/losses";
import type { Split } from "@samebit/splits";
import { areaUnderRoc, CALIBRATION_BINS, calibrationError } from "@samebit/statistics";
import type { Floats } from "@samebit/tensors";
import type { Restored } from "./restore.ts";

/** How good the probabilities of classes are. */
export interface ClassFigures {
  /** The area under the ROC curve of each class's probability, the class against all others. */
  readonly areaUnderRoc: Readonly<Record<string, number>>;
  /** The mean of these areas. */
  readonly meanAreaUnderRoc: number;
  /** The expected calibration error of the predicted classes. */
  readonly calibrationError: number;
}

/**
 * The figures of a split with known labels; undefined if there are no probabilities, a score is not
 * finite, or all examples are of one class. Classes without examples are left out.
 *
 * @param scoresOf Returns the scores of the split; called only if there are probabilities.
 */
export function classFigures(
  { run: { plan }, data: { classes } }: Pick<Restored, "run" | "data">,
  split: Pick<Split, "labels" | "count">,
  scoresOf: () => Floats,
): ClassFigures | undefined {
  if (plan.task !== "classification" || plan.loss.kind !== "softmax") return undefined;
  const width = classes.length;
  const scores = scoresOf();
  if (!scores.every(Number.isFinite)) return undefined;
  const rows = Array.from(
    { length: split.count },
    (_, row) => softmax(scores, row * width, width),
  );
  const found = classes.flatMap((name, label): [string, number][] => {
    const area = areaUnderRoc(
      rows.map((row) => row[label]!),
      rows.map((_, row) => split.labels[row] === label),
    );
    return Number.isNaN(area) ? [] : [[name, area]];
  });
  if (found.length === 0) return undefined;
  const confidences = rows.map((row) => Math.max(...row));
  return {
    areaUnderRoc: Object.fromEntries(found),
    meanAreaUnderRoc: found.reduce((sum, [, area]) => sum + area, 0) / found.length,
    calibrationError: calibrationError(
      confidences,
      rows.map((row, at) => row.indexOf(confidences[at]!) === split.labels[at]),
    ),
  };
}

/** The figures in words. */
export function describeClassFigures(figures: ClassFigures): string {
  const { length } = Object.keys(figures.areaUnderRoc);
  return `area under the ROC curve ${figures.meanAreaUnderRoc} (mean of ${length} classes, each ` +
    `against the others), calibration error ${figures.calibrationError} (${CALIBRATION_BINS} bins)`;
}
