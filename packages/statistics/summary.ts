/**
 * What a handful of seeds can say: mean, sample deviation and the 95 % interval of the mean by
 * Student's t. Seeds are repetitions, so nothing here ever picks one.
 */
import { normalQuantile } from "@samebit/random";
import { studentQuantile } from "./student_quantile.ts";

/** A sample and what follows from it. */
export interface Summary {
  /** The number of values. */
  readonly n: number;
  /** The arithmetic mean; NaN without values. */
  readonly mean: number;
  /** The sample deviation, with n − 1 in the denominator; absent below two values. */
  readonly deviation?: number;
  /**
   * The 95 % interval of the mean, mean ± t · deviation / √n, where t is the 0.975 quantile of
   * Student's t with n − 1 degrees of freedom; absent below two values.
   */
  readonly interval?: readonly [low: number, high: number];
}

/**
 * Summarizes a sample. With values that are not finite the mean follows IEEE arithmetic, and there
 * is no interval.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { summarize } from "@samebit/statistics";
 *
 * const { mean, interval } = summarize([1, 2, 3]);
 * assertAlmostEquals(mean, 2);
 * assertAlmostEquals(interval![1], 2 + 4.302653 / Math.sqrt(3), 1e-6);
 * ```
 */
export function summarize(values: readonly number[]): Summary {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n < 2 || !Number.isFinite(mean)) return { n, mean };
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const deviation = Math.sqrt(squares / (n - 1));
  const half = studentQuantile(0.975, n - 1) * deviation / Math.sqrt(n);
  return { n, mean, deviation, interval: [mean - half, mean + half] };
}

/**
 * Summarizes the differences a − b of the values that belong to the same seed; a seed that only one
 * side has is left out.
 */
export function summarizeDifferences(
  a: ReadonlyMap<number, number>,
  b: ReadonlyMap<number, number>,
): Summary {
  const seeds = [...a.keys()].filter((seed) => b.has(seed));
  return summarize(seeds.map((seed) => a.get(seed)! - b.get(seed)!));
}

/**
 * Summarizes the difference mean(a) − mean(b) of two independent samples: Welch's interval, with
 * the degrees of freedom of Welch and Satterthwaite. `n` is the smaller sample's; there is neither
 * deviation nor, below two values on a side, an interval.
 */
export function summarizeIndependent(a: readonly number[], b: readonly number[]): Summary {
  const [x, y] = [summarize(a), summarize(b)];
  const [n, mean] = [Math.min(x.n, y.n), x.mean - y.mean];
  if (x.deviation === undefined || y.deviation === undefined) return { n, mean };
  const [u, v] = [x.deviation * x.deviation / x.n, y.deviation * y.deviation / y.n];
  if (u + v === 0) return { n, mean, interval: [mean, mean] };
  const freedom = (u + v) * (u + v) / (u * u / (x.n - 1) + v * v / (y.n - 1));
  const half = studentQuantile(0.975, freedom) * Math.sqrt(u + v);
  return { n, mean, interval: [mean - half, mean + half] };
}

/**
 * Half the width of the 95 % interval of an accuracy that follows from the finite test set alone: z
 * · √(accuracy · (1 − accuracy) / examples), z the 0.975 quantile of the normal distribution.
 */
export function finiteSetError(accuracy: number, examples: number): number {
  return normalQuantile(0.975) * Math.sqrt(accuracy * (1 - accuracy) / examples);
}

/** More seeds than anybody runs. */
const MOST_SEEDS = 1000;

/**
 * How many values it would take for the 95 % interval of the mean to exclude 0, or both ends of a
 * margin around 0, if mean and deviation stayed the same; undefined if it does so already, or would
 * take more than a thousand.
 */
export function countToDecide(
  { n, mean, deviation }: Summary,
  margin: number = 0,
): number | undefined {
  const room = Math.abs(Math.abs(mean) - margin);
  if (deviation === undefined || room === 0) return undefined;
  const decides = (count: number) =>
    studentQuantile(0.975, count - 1) * deviation / Math.sqrt(count) < room;
  if (decides(n)) return undefined;
  for (let count = n + 1; count <= MOST_SEEDS; count++) if (decides(count)) return count;
  return undefined;
}
