/**
 * A stretch of numbers that a search tries values of, and the way between a value and its place from
 * 0 to 1 on the stretch. Values have 4 significant digits, so that they can be read, and written by
 * hand into another file; more where a range is so narrow that 4 would make too many values equal.
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

/** The significant digits of values, where these are enough to tell them apart. */
export const DIGITS = 4;

/** With so many digits every float64 is told apart. */
export const MOST_DIGITS = 17;

/** The value at a place from 0 to 1, with so many significant digits. */
export function valueAt({ range, from, to }: Range, place: number, digits = DIGITS): number {
  if (range === "integer") return Math.min(to, from + Math.floor(place * (to - from + 1)));
  if (range === "linear") return rounded(from + place * (to - from), from, to, digits);
  return rounded(exp(log(from) + place * (log(to) - log(from))), from, to, digits);
}

/** The place of a value; of a whole number the middle of what belongs to it. */
export function placeOn({ range, from, to }: Range, value: number): number {
  if (range === "integer") return (value - from + 0.5) / (to - from + 1);
  if (range === "linear") return (value - from) / (to - from);
  return (log(value) - log(from)) / (log(to) - log(from));
}

/** The values that a grid takes of a range, each once, with as few digits as make them differ. */
export function pointsOf(range: Range): number[] {
  const { from, to, points = 2 } = range;
  const valuesWith = (digits: number) =>
    new Set(Array.from({ length: points }, (_, i) => {
      const place = i / (points - 1);
      return range.range === "integer"
        ? Math.round(from + place * (to - from))
        : valueAt(range, place, digits);
    }));
  for (let digits = DIGITS; range.range !== "integer" && digits < MOST_DIGITS; digits++) {
    const values = valuesWith(digits);
    if (values.size === points) return [...values];
  }
  return [...valuesWith(MOST_DIGITS)];
}

/** A value with so many significant digits, or as it is where these lie outside the range. */
function rounded(value: number, from: number, to: number, digits: number): number {
  const near = Number(value.toPrecision(digits));
  return near >= from && near <= to ? near : Math.min(to, Math.max(from, value));
}
