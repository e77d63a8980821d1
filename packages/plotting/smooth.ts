/**
 * The smooth line through a noisy one: a centred moving mean. At the start the window shrinks
 * evenly, so that a steep start is not bent; at the end it keeps the points before, so that the
 * line does not end at the noise of its last point.
 */
import { meanOf } from "./thin.ts";

/** A smooth point is the mean of this share of the steps. */
export const SMOOTHED_SHARE = 1 / 25;

/** The mean over a position's window of 2 · reach + 1 values, fewer near the ends. */
export function meanAround(values: ArrayLike<number>, at: number, reach: number): number {
  const before = Math.min(reach, at);
  const after = Math.min(before, values.length - 1 - at);
  return meanOf(values, at - before, at + after + 1);
}

/** About `most` positions of `length`, evenly spread, including the first and the last. */
export function spread(length: number, most: number): number[] {
  if (length <= most) return Array.from({ length }, (_, at) => at);
  return Array.from({ length: most }, (_, at) => Math.round(at * (length - 1) / (most - 1)));
}
