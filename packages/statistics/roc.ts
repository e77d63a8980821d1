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

/** A ROC curve, and what it comes to. */
export interface RocCurve {
  /** Its points, with increasing shares. */
  readonly points: readonly RocPoint[];
  /** The area under it, as {@link areaUnderRoc} gives it. */
  readonly area: number;
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
  return areaUnder(countAbove(scores, isPositive));
}

/**
 * The ROC curve: its points from (0, 0) to (1, 1), one for each score, the greatest first, and the area
 * under it. Not numbers where all examples are positive, or none.
 *
 * @param scores The greater, the more surely positive; none may be NaN.
 *
 * @example
 * ```ts
 * import { rocCurve } from "@samebit/statistics";
 * import { assertEquals } from "@std/assert";
 *
 * const { points, area } = rocCurve([0.9, 0.4, 0.4], [true, true, false]);
 * assertEquals(points.map(({ truePositives }) => truePositives), [0, 0.5, 1]);
 * assertEquals(area, 0.75);
 * ```
 */
export function rocCurve(scores: readonly number[], isPositive: readonly boolean[]): RocCurve {
  const counts = countAbove(scores, isPositive);
  const all = counts.at(-1)!;
  const points = counts.map(({ negatives, positives }) => ({
    falsePositives: negatives / all.negatives,
    truePositives: positives / all.positives,
  }));
  return { points, area: areaUnder(counts) };
}

/**
 * The share of positive examples found where this share of negative ones is taken for positive: the
 * curve's highest point there, or the straight line between its neighbours.
 */
export function truePositivesAt({ points }: RocCurve, falsePositives: number): number {
  const next = points.findIndex((point) => point.falsePositives > falsePositives);
  if (next < 0) return points.at(-1)!.truePositives;
  const [a, b] = [points[next - 1]!, points[next]!];
  const share = (falsePositives - a.falsePositives) / (b.falsePositives - a.falsePositives);
  return a.truePositives + share * (b.truePositives - a.truePositives);
}

function areaUnder(points: readonly Above[]): number {
  const { positives, negatives } = points.at(-1)!;
  let doubled = 0;
  for (let at = 1; at < points.length; at++) {
    const [before, point] = [points[at - 1]!, points[at]!];
    doubled += (point.negatives - before.negatives) * (point.positives + before.positives);
  }
  return doubled / (2 * positives * negatives);
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
