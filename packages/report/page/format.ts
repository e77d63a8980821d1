/**
 * Numbers as a page shows them. Stored numbers are exact; these are for eyes, in the format that
 * their column declares.
 */
import { format } from "d3-format";
import type { Metric } from "../metrics.ts";
import type { Summary } from "../statistics.ts";

/** A number in a d3 format; an em dash where there is none. */
export function showNumber(value: number | undefined, specifier: string): string {
  if (value === undefined) return "—";
  return Number.isFinite(value) ? format(specifier)(value) : String(value).replace("-", "−");
}

/** Mean and deviation: `0.962 ± 0.004`; the mean alone where there is no deviation. */
export function showMean({ n, mean, deviation }: Summary, { format }: Metric): string {
  if (n === 0) return "—";
  if (deviation === undefined) return showNumber(mean, format);
  // Of a deviation two digits matter, unless the metric has a fixed number of decimals.
  const short = format.endsWith("f") ? format : ".2~g";
  return `${showNumber(mean, format)} ± ${showNumber(deviation, short)}`;
}

/** The interval: `[0.951, 0.973]`; nothing where there is none. */
export function showInterval({ interval }: Summary, { format }: Metric): string {
  return interval ? `[${interval.map((end) => showNumber(end, format)).join(", ")}]` : "";
}

/** A counted noun: `1 run`, `15 runs`. */
export function showCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** JSON that may stand in a script element: it can neither end it nor begin a comment or entity. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => "\\u" + sign.charCodeAt(0).toString(16).padStart(4, "0"),
  );
}
