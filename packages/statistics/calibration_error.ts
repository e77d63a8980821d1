/**
 * Whether probabilities mean what they say: of the answers given with 80 % confidence, are 80 %
 * right? Answers are gathered in bins of equal width by their confidence.
 */

/** How many bins there are: confidences from 0 to below 0.1, from 0.1 to below 0.2, and so on. */
export const CALIBRATION_BINS = 10;

/**
 * The expected calibration error (Guo et al. 2017, equation 3): the distance between accuracy and
 * mean confidence in each bin, averaged over the answers. NaN without answers.
 *
 * An answer of confidence c, from 0 to 1, is in bin ⌊10·c⌋, one of confidence 1 in the last. The sums
 * of a bin are in the order of the answers.
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
  const right = new Float64Array(CALIBRATION_BINS);
  const confidence = new Float64Array(CALIBRATION_BINS);
  confidences.forEach((each, at) => {
    const bin = Math.min(Math.floor(each * CALIBRATION_BINS), CALIBRATION_BINS - 1);
    if (isRight[at]) right[bin]!++;
    confidence[bin]! += each;
  });
  const distance = right.reduce((sum, each, bin) => sum + Math.abs(each - confidence[bin]!), 0);
  return distance / confidences.length;
}
