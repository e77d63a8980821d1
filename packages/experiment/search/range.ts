/**
 * A stretch of numbers that a search tries values of, and the way between a value and its place from
 * 0 to 1 on the stretch. Values have 4 significant digits, so that they can be read, and written by
 * hand into another file.
 *
 * @module
 */
import { exp, log } from "@samebit/arithmetic";

/** A stretch of numbers to search in. */
export interface Range {
  /** How values lie on it: evenly, evenly by their logarithm, or whole numbers evenly. */
  readonly range: "linear" | "log" | "integer";
  /** The least value. */
  readonly from: number;
  /** The greatest value. */
  readonly to: number;
  /** How many values a grid takes of it, both ends among them; for no other search. */
  readonly points?: number;
}

/** Whether what stands on an axis is a range, and not values by label. */
export function isRange(values: unknown): values is Range {
  return typeof values === "object" && values !== null && "range" in values &&
    typeof values.range === "string";
}

/** The value at a place from 0 to 1. */
export function valueAt({ range, from, to }: Range, place: number): number {
  if (range === "integer") return Math.min(to, from + Math.floor(place * (to - from + 1)));
  if (range === "linear") return rounded(from + place * (to - from), from, to);
  return rounded(exp(log(from) + place * (log(to) - log(from))), from, to);
}

/** The place of a value; of a whole number the middle of what belongs to it. */
export function placeOn({ range, from, to }: Range, value: number): number {
  if (range === "integer") return (value - from + 0.5) / (to - from + 1);
  if (range === "linear") return (value - from) / (to - from);
  return (log(value) - log(from)) / (log(to) - log(from));
}

/** The values that a grid takes of a range, each once. */
export function pointsOf(range: Range): number[] {
  const { from, to, points = 2 } = range;
  const values = Array.from({ length: points }, (_, i) => {
    const place = i / (points - 1);
    return range.range === "integer"
      ? Math.round(from + place * (to - from))
      : valueAt(range, place);
  });
  return [...new Set(values)];
}

/** A value with 4 significant digits, or as it is where these lie outside the range. */
function rounded(value: number, from: number, to: number): number {
  const near = Number(value.toPrecision(4));
  return near >= from && near <= to ? near : Math.min(to, Math.max(from, value));
}
