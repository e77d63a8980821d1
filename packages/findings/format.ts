/**
 * Numbers as a page shows them. Stored numbers are exact; these are for readers: a mean shows no
 * more digits than its deviation supports, and four at most.
 */
import { format } from "d3-format";
import type { Metric } from "./metrics.ts";
import type { Summary } from "@samebit/statistics";
import type { MetricSummary } from "./measured.ts";

/** A number in a d3 format; an em dash if there is none. */
export function showNumber(value: number | undefined, specifier: string): string {
  if (value === undefined) return "—";
  return Number.isFinite(value) ? format(specifier)(value) : String(value).replace("-", "−");
}

/** Beyond these, numbers are written with an exponent. */
const MOST_DECIMALS = 7;
const LARGEST = 1e6;

/**
 * The number of decimals in which a mean and what belongs to it are shown: that of its format if it
 * fixes it; otherwise two significant digits of the deviation, but never more than four of the
 * mean. Undefined if only an exponent helps.
 */
export function decimalsOf({ mean, deviation }: Summary, metric: Metric): number | undefined {
  const fixed = /^\.(\d+)f$/.exec(metric.format);
  if (fixed) return Number(fixed[1]);
  const [size, spread] = [Math.abs(mean), deviation ?? 0];
  if (!(size < LARGEST)) return undefined;
  const digits = (value: number, wanted: number) => wanted - 1 - magnitudeOf(value);
  const most = size > 0 ? digits(size, 4) : 0;
  const decimals = Math.max(
    0,
    spread > 0 ? Math.min(most, digits(spread, 2)) : countDecimals(Number(mean.toPrecision(4))),
  );
  return decimals <= MOST_DECIMALS ? decimals : undefined;
}

/** The power of ten of a number's first digit. */
function magnitudeOf(value: number): number {
  return Number(value.toExponential().split("e")[1]);
}

/**
 * Mean and deviation: `0.962 ± 0.004`; the mean alone if there is no deviation. After a `>` if some
 * values are open, so that the true mean is greater.
 */
export function showMean(summary: MetricSummary, metric: Metric): string {
  const { n, deviation } = summary;
  const centre = showCentre(summary, metric);
  if (n === 0 || deviation === undefined) return centre;
  const exact = deviation === 0 && !metric.format.endsWith("f");
  return `${centre} ± ${exact ? "0" : showNumber(deviation, specifierOf(summary, metric))}`;
}

/** The mean alone, in the digits that the deviation supports. */
export function showCentre(summary: MetricSummary, metric: Metric): string {
  if (Number.isNaN(summary.mean) && summary.n > 0) return "not finite";
  const shown = showNumber(
    summary.n === 0 ? undefined : summary.mean,
    specifierOf(summary, metric),
  );
  return summary.open !== undefined && summary.within === undefined ? `> ${shown}` : shown;
}

/** The interval: `[0.951, 0.973]`; nothing if there is none. */
export function showInterval(summary: Summary, metric: Metric): string {
  const specifier = specifierOf(summary, metric);
  const { interval } = summary;
  return interval ? `[${interval.map((end) => showNumber(end, specifier)).join(", ")}]` : "";
}

/** The most decimals in a column of means, for `alignMean`. */
export function mostDecimals(summaries: readonly Summary[], metric: Metric): number {
  return Math.max(
    0,
    ...summaries.filter(({ n, mean }) => n > 0 && Number.isFinite(mean))
      .map((summary) => decimalsOf(summary, metric) ?? 0),
  );
}

/**
 * Mean and deviation followed by blanks as wide as digits, so that in a right-aligned column all
 * decimal points are aligned.
 */
export function alignMean(summary: MetricSummary, metric: Metric, places: number): string {
  const text = showMean(summary, metric);
  if (summary.n === 0 || !Number.isFinite(summary.mean)) return text;
  if (decimalsOf(summary, metric) === undefined) return text;
  return text.split(" ± ").map((part) => {
    const decimals = part.split(".")[1]?.length ?? 0;
    const missing = places - decimals;
    return part + (decimals === 0 && missing > 0 ? "\u2008" : "") + "\u2007".repeat(missing);
  }).join(" ± ");
}

/** A counted noun: `1 run`, `15 runs`. */
export function showCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Seeds as pages name them: `1, 2, 3`; many consecutive ones by their ends. */
export function showSeeds(seeds: readonly number[]): string {
  const isRow = seeds.length > MOST_SEEDS && seeds.every((seed, at) => seed === seeds[0]! + at);
  return isRow ? `${seeds[0]} to ${seeds.at(-1)}` : seeds.join(", ");
}

const MOST_SEEDS = 50;

/**
 * A path as one word of a shell command: unchanged if no character of it means anything to a shell,
 * in double quotes if only blanks would, otherwise in single quotes as POSIX shells read them.
 */
export function shellWord(path: string): string {
  const word = path.startsWith("-") ? `./${path}` : path;
  if (/^[\w./:@%+,=-]+$/.test(word)) return word;
  if (/^[\w./:@+,=() -]+$/.test(word)) return `"${word}"`;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** JSON that may stand in a script element: it can neither end it nor start a comment or entity. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => "\\u" + sign.charCodeAt(0).toString(16).padStart(4, "0"),
  );
}

/** The digits behind the point of a number's shortest decimal form. */
function countDecimals(value: number): number {
  const [, fraction = "", exponent = "0"] = /^-?\d+(?:\.(\d+))?(?:e([-+]\d+))?$/.exec(
    String(value),
  ) ?? [];
  return Math.max(0, fraction.length - Number(exponent));
}

function specifierOf(summary: Summary, metric: Metric): string {
  const decimals = decimalsOf(summary, metric);
  return decimals === undefined ? ".3~e" : `.${decimals}f`;
}

/** Seconds as people would say them: `about 25 s`, `about 3 min`, `about 1.5 h`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 1) return "less than a second";
  if (seconds < 90) return `about ${Math.round(seconds)} s`;
  if (seconds < 90 * 60) return `about ${Math.round(seconds / 60)} min`;
  return `about ${(seconds / 3600).toFixed(1)} h`;
}
