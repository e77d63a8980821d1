/**
 * How well scores separate positive examples from the others: the curve of the receiver operating
 * characteristic (ROC) and the area under it. All counts are whole numbers, so that each number is
 * rounded once.
 */

/** How many examples score at least so much. */
interface Above {
  readonly negatives: number;
  readonly positives: number;
}

/** A point of a ROC curve. */
export interface RocPoint {
  /** The share of the negative examples that score at least so much. */
  readonly falsePositives: number;
  /** The share of the positive examples that do. */
  readonly truePositives: number;
}

/**
 * The area under the ROC curve by the trapezoid rule, from 0 to 1: of all pairs of a positive and a
 * negative example, the share in which the positive one has the greater score, where a tie counts
 * half (Hanley and McNeil 1982, section II). NaN if all examples are positive, or none.
 *
 * @param scores The greater, the more likely positive; none may be NaN.
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
  const points = countAbove(scores, isPositive);
  const { positives, negatives } = points.at(-1)!;
  let doubled = 0;
  for (let at = 1; at < points.length; at++) {
    const [before, point] = [points[at - 1]!, points[at]!];
    doubled += (point.negatives - before.negatives) * (point.positives + before.positives);
  }
  return doubled / (2 * positives * negatives);
}

/**
 * The ROC curve: its points from (0, 0) to (1, 1), one for each score, the greatest first. NaN if
 * all examples are positive, or none.
 *
 * @param scores The greater, the more likely positive; none may be NaN.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { rocCurve } from "@samebit/statistics";
 *
 * const curve = rocCurve([0.9, 0.4, 0.4], [true, true, false]);
 * assertEquals(curve.map(({ truePositives }) => truePositives), [0, 0.5, 1]);
 * ```
 */
export function rocCurve(scores: readonly number[], isPositive: readonly boolean[]): RocPoint[] {
  const points = countAbove(scores, isPositive);
  const all = points.at(-1)!;
  return points.map(({ negatives, positives }) => ({
    falsePositives: negatives / all.negatives,
    truePositives: positives / all.positives,
  }));
}

/**
 * The true positive rate at this false positive rate: the curve's highest point there, or the
 * straight line between its neighbours.
 */
export function truePositivesAt(curve: readonly RocPoint[], falsePositives: number): number {
  const next = curve.findIndex((point) => point.falsePositives > falsePositives);
  if (next < 0) return curve.at(-1)!.truePositives;
  const [a, b] = [curve[next - 1]!, curve[next]!];
  const share = (falsePositives - a.falsePositives) / (b.falsePositives - a.falsePositives);
  return a.truePositives + share * (b.truePositives - a.truePositives);
}

/** From none to all, after each distinct score, the greatest first. */
function countAbove(scores: readonly number[], isPositive: readonly boolean[]): Above[] {
  const order = Array.from(scores, (_, at) => at).sort((a, b) => scores[b]! - scores[a]! || a - b);
  let [positives, negatives] = [0, 0];
  const points: Above[] = [{ negatives, positives }];
  for (let at = 0; at < order.length;) {
    const score = scores[order[at]!];
    for (; at < order.length && scores[order[at]!] === score; at++) {
      if (isPositive[order[at]!]) positives++;
      else negatives++;
    }
    points.push({ negatives, positives });
  }
  return points;
}
