/**
 * The lowest and the highest of any number of values: `Math.min(...values)` cannot take more of them
 * than a call may have arguments. One that is NaN makes the result NaN.
 */

/** The lowest of the values and `start`. */
export function lowest(values: readonly number[], start = Infinity): number {
  return values.reduce((low, value) => Math.min(low, value), start);
}

/** The highest of the values and `start`. */
export function highest(values: readonly number[], start = -Infinity): number {
  return values.reduce((high, value) => Math.max(high, value), start);
}
