/**
 * An interval of numbers from which a search tries values, and the mapping between a value and its
 * place from 0 to 1 on it. Values have 4 significant digits, so that they can be read, and copied
 * by hand into another file; more if a range is so narrow that 4 would make too many values equal.
 *
 * @module
 */
import { exp, log } from "@samebit/arithmetic";

/** A stretch of numbers to search in. */
export interface Range {
  /** How values are spaced: evenly, evenly by their logarithm, or evenly over whole numbers. */
  readonly range: "linear" | "log" | "integer";
  /** The least value. */
  readonly from: number;
  /** The greatest value. */
  readonly to: number;
  /** How many values a grid takes from it, including both ends; for no other search. */
  readonly points?: number;
}

/** Whether an axis has a range, not values by label. */
export function isRange(values: unknown): values is Range {
  return typeof values === "object" && values !== null && "range" in values &&
    typeof values.range === "string";
}

/** The significant digits of values, if these are enough to distinguish them. */
export const DIGITS = 4;

/** With this many digits every float64 is distinct. */
export const MOST_DIGITS = 17;

/** The value at a place from 0 to 1, with so many significant digits. */
export function valueAt({ range, from, to }: Range, place: number, digits = DIGITS): number {
  if (range === "integer") return Math.min(to, from + Math.floor(place * (to - from + 1)));
  if (range === "linear") return rounded(from + place * (to - from), from, to, digits);
  return rounded(exp(log(from) + place * (log(to) - log(from))), from, to, digits);
}

/** The place of a value; for a whole number the middle of its interval. */
export function placeOn({ range, from, to }: Range, value: number): number {
  if (range === "integer") return (value - from + 0.5) / (to - from + 1);
  if (range === "linear") return (value - from) / (to - from);
  return (log(value) - log(from)) / (log(to) - log(from));
}

/**
 * The values that a grid takes from a range, each once, with as few digits as keep them distinct.
 */
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

/** A value with that many significant digits, or unrounded if rounding leaves the range. */
function rounded(value: number, from: number, to: number, digits: number): number {
  const near = Number(value.toPrecision(digits));
  return near >= from && near <= to ? near : Math.min(to, Math.max(from, value));
}
