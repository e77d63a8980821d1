/**
 * The smooth line through a noisy one: a centred moving mean. At both ends the window shrinks
 * evenly, so that the first and the last point stay where they are and a steep start is not bent.
 */
import { meanOf } from "./thin.ts";

/** The mean over each position's window of 2 · reach + 1 values, less near the ends. */
export function movingMean(values: ArrayLike<number>, reach: number): Float64Array {
  const result = new Float64Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const half = Math.min(reach, at, values.length - 1 - at);
    result[at] = meanOf(values, at - half, at + half + 1);
  }
  return result;
}

/** About `most` positions of `length`, evenly spread, first and last among them. */
export function spread(length: number, most: number): number[] {
  if (length <= most) return Array.from({ length }, (_, at) => at);
  return Array.from({ length: most }, (_, at) => Math.round(at * (length - 1) / (most - 1)));
}
