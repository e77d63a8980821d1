/**
 * How well scores tell positive examples from the others: the area under the curve of the receiver
 * operating characteristic (ROC). All counts are whole numbers, so the area is rounded once.
 */

/**
 * The area under the ROC curve by the trapezoid rule, from 0 to 1: of all pairs of a positive and a
 * negative example, the share in which the positive one has the greater score, where a tie counts
 * half (Hanley and McNeil 1982, section II). NaN where all examples are positive, or none.
 *
 * @param scores The greater, the more surely positive; none may be NaN.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { areaUnderRoc } from "@samebit/statistics";
 *
 * // Of the four pairs of a positive and a negative, three are in order.
 * assertEquals(areaUnderRoc([0.9, 0.4, 0.6, 0.1], [true, true, false, false]), 0.75);
 * ```
 */
export function areaUnderRoc(scores: readonly number[], isPositive: readonly boolean[]): number {
  const order = Array.from(scores, (_, at) => at).sort((a, b) => scores[b]! - scores[a]! || a - b);
  let [positives, negatives, doubled] = [0, 0, 0];
  for (let at = 0; at < order.length;) {
    const score = scores[order[at]!];
    const [positivesAbove, negativesAbove] = [positives, negatives];
    for (; at < order.length && scores[order[at]!] === score; at++) {
      if (isPositive[order[at]!]) positives++;
      else negatives++;
    }
    doubled += (negatives - negativesAbove) * (positives + positivesAbove);
  }
  return doubled / (2 * positives * negatives);
}
