/**
 * The smooth line through a noisy one: a centred moving mean. At both ends the window shrinks
 * evenly, so that the first and the last point stay where they are and a steep start is not bent.
 */
import { meanOf } from "./thin.ts";

/** The mean over a position's window of 2 · reach + 1 values, less near the ends. */
export function meanAround(values: ArrayLike<number>, at: number, reach: number): number {
  const half = Math.min(reach, at, values.length - 1 - at);
  return meanOf(values, at - half, at + half + 1);
}

/** About `most` positions of `length`, evenly spread, first and last among them. */
export function spread(length: number, most: number): number[] {
  if (length <= most) return Array.from({ length }, (_, at) => at);
  return Array.from({ length: most }, (_, at) => Math.round(at * (length - 1) / (most - 1)));
}
