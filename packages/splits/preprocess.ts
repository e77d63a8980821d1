/**
 * The affine map from stored values to network inputs, feature by feature. Not for applying it: the
 * gather kernel does that, minibatch by minibatch, so that images stay bytes in memory.
 *
 * The one idea: only the train split is looked at, in float64 and in a fixed order, and each result
 * is rounded once.
 *
 * @module
 */
import type { ImagePreprocess } from "./config.ts";
import { countFeatures } from "./content.ts";
import type { Split } from "./dataset.ts";

/** The map input = (value − offset) · factor. */
export interface InputMap {
  /** Subtracted, [features]. */
  readonly offset: Float32Array;
  /** Multiplies after the subtraction, [features]. */
  readonly factor: Float32Array;
}

/**
 * Computes the map from the train split.
 *
 * Section 5.9 of the contract, `docs/contracts/5-data.md`. For each feature over the n rows of
 * `train`, all in float64:
 * - mean = (x₀ + x₁ + … + xₙ₋₁) / n, summed from +0 with the rows increasing;
 * - deviation = √(Σ(x − mean)² / n), the population's, summed likewise with the unrounded mean;
 * - offset = float32(mean); factor = float32(1 / deviation), and 1 where the feature has the same
 *   value in every row.
 *
 * `subtract-mean` takes the offset with factor 1; `none` takes offset 0 and factor 1.
 * `standardize-channels` does the same for all values of a channel: the sums of its features are
 * added with the features increasing and divided by n times their number, and every feature of the
 * channel gets the channel's two numbers. Sums of bytes are exact.
 *
 * @param shape The axes of one row of `train`. The channels are the first of three axes, as in
 * [3, 32, 32]; with another number of axes there is one channel.
 * @throws {RangeError} If a deviation is so small that its reciprocal is not a float32.
 *
 * @example
 * ```ts
 * import { createInputMap } from "@samebit/splits";
 * import { assertEquals } from "@std/assert";
 *
 * const values = new Uint8Array([1, 7, 3, 7]);
 * const train = { values, labels: new Uint16Array(2), count: 2 };
 * const { offset, factor } = createInputMap(train, [2], "standardize");
 * assertEquals([...offset], [2, 7]);
 * assertEquals([...factor], [1, 1]);
 * ```
 */
export function createInputMap(
  train: Split,
  shape: readonly number[],
  preprocess: ImagePreprocess,
): InputMap {
  const features = countFeatures(shape);
  const factor = new Float32Array(features).fill(1);
  if (preprocess === "none") return { offset: new Float32Array(features), factor };
  const size = preprocess === "standardize-channels" ? channelSize(shape) : 1;
  const means = meanOfGroups(sumsOfColumns(train, features), train.count, size);
  const offset = Float32Array.from(means);
  if (preprocess === "subtract-mean") return { offset, factor };
  const variances = meanOfGroups(squaresOfColumns(train, means), train.count, size);
  for (let start = 0; start < features; start += size) {
    if (isConstant(train, features, start, size)) continue;
    factor.fill(reciprocal(Math.sqrt(variances[start]!), start / size, size), start, start + size);
  }
  return { offset, factor };
}

/** The number of neighbouring features that make a channel. */
function channelSize(shape: readonly number[]): number {
  return countFeatures(shape.length === 3 ? shape.slice(1) : shape);
}

function sumsOfColumns({ values, count }: Split, features: number): Float64Array {
  const sums = new Float64Array(features);
  let index = 0;
  for (let row = 0; row < count; row++) {
    for (let feature = 0; feature < features; feature++) sums[feature]! += values[index++]!;
  }
  return sums;
}

function squaresOfColumns({ values, count }: Split, means: Float64Array): Float64Array {
  const sums = new Float64Array(means.length);
  let index = 0;
  for (let row = 0; row < count; row++) {
    for (let feature = 0; feature < means.length; feature++) {
      const difference = values[index++]! - means[feature]!;
      sums[feature]! += difference * difference;
    }
  }
  return sums;
}

/** The sums of `size` neighbouring columns, added up and divided by their values; for each feature. */
function meanOfGroups(sums: Float64Array, count: number, size: number): Float64Array {
  const means = new Float64Array(sums.length);
  for (let start = 0; start < sums.length; start += size) {
    const group = sums.subarray(start, start + size);
    means.fill(group.reduce((total, sum) => total + sum, 0) / (count * size), start, start + size);
  }
  return means;
}

/** Found by value, because rounding may leave constant features a tiny deviation. */
function isConstant(
  { values, count }: Split,
  features: number,
  start: number,
  size: number,
): boolean {
  for (let row = 0; row < count; row++) {
    for (let feature = start; feature < start + size; feature++) {
      if (values[row * features + feature] !== values[start]) return false;
    }
  }
  return true;
}

function reciprocal(deviation: number, group: number, size: number): number {
  const result = Math.fround(1 / deviation);
  if (Number.isFinite(result)) return result;
  throw new RangeError(
    `Cannot standardize ${size === 1 ? "feature" : "channel"} ${group}: its deviation ` +
      `${deviation} is too small to divide by; scale it up or choose another preprocess`,
  );
}
