/**
 * The affine map from stored values to network inputs, feature by feature. Not for applying it: the
 * gather kernel does that, minibatch by minibatch, so that images stay bytes in memory.
 *
 * The one idea: only the train split is looked at, in float64 and in a fixed order, and each result
 * is rounded once.
 *
 * @module
 */
import type { Preprocess } from "./config.ts";
import type { Split } from "./dataset.ts";

/** The map input = (value − offset) · factor. */
export interface InputMap {
  /** Subtracted, [features]. */
  readonly offset: Float32Array;
  /** Multiplies after the subtraction, [features]. */
  readonly factor: Float32Array;
}

/**
 * Works out the map from the train split.
 *
 * Part of the bit contract, for each feature over the n rows of `train`, all in float64:
 * - mean = (x₀ + x₁ + … + xₙ₋₁) / n, summed from +0 with the rows increasing;
 * - deviation = √(Σ(x − mean)² / n), the population's, summed likewise with the unrounded mean;
 * - offset = float32(mean); factor = float32(1 / deviation), and 1 where the feature has the same
 *   value in every row.
 *
 * `subtract-mean` takes the offset with factor 1; `none` takes offset 0 and factor 1.
 *
 * @param features The number of features of each row of `train`.
 * @throws {RangeError} If a deviation is so small that its reciprocal is no float32.
 *
 * @example
 * ```ts
 * import { createInputMap } from "@samebit/datasets";
 * import { assertEquals } from "@std/assert";
 *
 * const values = new Uint8Array([1, 7, 3, 7]);
 * const train = { values, labels: new Uint8Array(2), count: 2 };
 * const { offset, factor } = createInputMap(train, 2, "standardize");
 * assertEquals([...offset], [2, 7]);
 * assertEquals([...factor], [1, 1]);
 * ```
 */
export function createInputMap(train: Split, features: number, preprocess: Preprocess): InputMap {
  const factor = new Float32Array(features).fill(1);
  if (preprocess === "none") return { offset: new Float32Array(features), factor };
  const means = meanOfColumns(train, features);
  const offset = Float32Array.from(means);
  if (preprocess === "subtract-mean") return { offset, factor };
  const variances = varianceOfColumns(train, features, means);
  const constant = findConstantColumns(train, features);
  for (let feature = 0; feature < features; feature++) {
    if (!constant[feature]) factor[feature] = reciprocal(Math.sqrt(variances[feature]!), feature);
  }
  return { offset, factor };
}

function meanOfColumns({ values, count }: Split, features: number): Float64Array {
  const sums = new Float64Array(features);
  for (let index = 0; index < count * features; index++) {
    sums[index % features]! += values[index]!;
  }
  return sums.map((sum) => sum / count);
}

function varianceOfColumns(
  { values, count }: Split,
  features: number,
  means: Float64Array,
): Float64Array {
  const sums = new Float64Array(features);
  for (let index = 0; index < count * features; index++) {
    const difference = values[index]! - means[index % features]!;
    sums[index % features]! += difference * difference;
  }
  return sums.map((sum) => sum / count);
}

/** Looked for by value, because rounding may leave a constant column a tiny deviation. */
function findConstantColumns({ values, count }: Split, features: number): boolean[] {
  const constant = new Array<boolean>(features).fill(true);
  for (let index = features; index < count * features; index++) {
    const feature = index % features;
    if (values[index] !== values[feature]) constant[feature] = false;
  }
  return constant;
}

function reciprocal(deviation: number, feature: number): number {
  const result = Math.fround(1 / deviation);
  if (Number.isFinite(result)) return result;
  throw new RangeError(
    `Cannot standardize feature ${feature}: its deviation ${deviation} is too small to divide by; ` +
      `scale the feature up or choose another preprocess`,
  );
}
