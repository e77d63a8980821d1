/**
 * Whether probabilities mean what they say: of the answers given with 80 % confidence, are 80 %
 * right? Answers are gathered in bins of equal width by their confidence.
 */

/** How many bins there are: confidences from 0 to below 0.1, from 0.1 to below 0.2, and so on. */
export const CALIBRATION_BINS = 10;

/** The answers of one bin. */
export interface CalibrationBin {
  /** How many there are. */
  readonly answers: number;
  /** How many of them are right. */
  readonly right: number;
  /** The sum of their confidences, in the order of the answers. */
  readonly confidence: number;
}

/**
 * The answers by their confidence: one of confidence c, from 0 to 1, is in bin ⌊10·c⌋, one of
 * confidence 1 in the last.
 */
export function calibrationBins(
  confidences: readonly number[],
  isRight: readonly boolean[],
): CalibrationBin[] {
  const bins = Array.from(
    { length: CALIBRATION_BINS },
    () => ({ answers: 0, right: 0, confidence: 0 }),
  );
  confidences.forEach((each, at) => {
    const bin = bins[Math.min(Math.floor(each * CALIBRATION_BINS), CALIBRATION_BINS - 1)]!;
    bin.answers++;
    if (isRight[at]) bin.right++;
    bin.confidence += each;
  });
  return bins;
}

/**
 * The expected calibration error (Guo et al. 2017, equation 3): the distance between accuracy and
 * mean confidence in each bin, averaged over the answers. NaN without answers.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { calibrationError } from "@samebit/statistics";
 *
 * // Four answers of confidence 0.75, of which two are right: too sure by 0.25.
 * assertEquals(calibrationError([0.75, 0.75, 0.75, 0.75], [true, false, true, false]), 0.25);
 * ```
 */
export function calibrationError(
  confidences: readonly number[],
  isRight: readonly boolean[],
): number {
  return calibrationErrorOf(calibrationBins(confidences, isRight));
}

/** The same for answers that are in their bins. */
export function calibrationErrorOf(bins: readonly CalibrationBin[]): number {
  const answers = bins.reduce((sum, bin) => sum + bin.answers, 0);
  const distances = bins.map(({ right, confidence }) => Math.abs(right - confidence));
  return distances.reduce((sum, each) => sum + each, 0) / answers;
}
