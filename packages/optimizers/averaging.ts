/**
 * A moving average of the weights, kept beside them: the average is evaluated and saved, while the
 * update rule continues with the weights themselves.
 *
 * After step t:  d = min(decay, (1 + t) / (10 + t));  average = d·average + (1 − d)·weights.
 * d and 1 − d are float64; the rest is the kernel `blend`, over all parameters and statistics alike:
 * `docs/contracts/8-training.md`, section 8.8.
 *
 * The smaller d of the first steps lets the average forget the initial weights soon; it is that of
 * TensorFlow's ExponentialMovingAverage with num_updates. The running statistics of batch norm are
 * averaged in the same way. They are then averages of what was measured under the weights of each
 * step, close to but not the same as what the averaged weights would give; measuring again would
 * take a pass over the training split for every evaluation.
 */
import { type ConfigOfKinds, FRACTION, requireFields } from "@samebit/input";
import type { Floats, Kernels } from "@samebit/tensors";

/** The fields of each way to average. */
export const AVERAGING_FIELDS = {
  none: {},
  exponential: {
    decay: { holds: FRACTION, default: 0.999, about: "The share of the average that a step keeps" },
  },
} as const;

/** Whether and how the weights are averaged over the steps; `none` keeps the weights themselves. */
export type AveragingConfig = ConfigOfKinds<typeof AVERAGING_FIELDS>;

/** Averages of some arrays that training changes in place. */
export interface Averages {
  /** The averages by the names of the arrays; none if nothing is averaged. */
  readonly arrays: Readonly<Record<string, Floats>>;
  /** Updates the averages with the arrays as they are after step `step`, from 1. */
  update(step: number): void;
  /** Exchanges arrays and averages; a second call puts them back. */
  exchange(): void;
}

/**
 * Averages of `live`, which begin as copies of it: section 8.8 of the contract,
 * `docs/contracts/8-training.md`.
 *
 * @param live What is averaged, by name.
 * @throws {RangeError} The decay is out of range.
 *
 * @example
 * ```ts
 * import { createAverages } from "@samebit/optimizers";
 * import { createReferenceKernels } from "@samebit/tensors";
 * import { assertEquals } from "@std/assert";
 *
 * const weights = Float64Array.of(4);
 * const kernels = createReferenceKernels("float64");
 * const averages = createAverages({ kind: "exponential", decay: 0.5 }, kernels, { weights });
 * weights[0] = 8;
 * averages.update(100);
 * assertEquals(averages.arrays["weights"], Float64Array.of(6));
 * ```
 */
export function createAverages(
  config: AveragingConfig,
  kernels: Kernels,
  live: Readonly<Record<string, Floats>>,
): Averages {
  if (config.kind === "none") return { arrays: {}, update: () => {}, exchange: () => {} };
  const { kind, decay } = config;
  requireFields(`averaging that is ${kind}`, AVERAGING_FIELDS[kind], config);
  const pairs = Object.values(live).map((array) => {
    const average = kernels.allocate(array.length);
    average.set(array);
    return { array, average };
  });
  return {
    arrays: Object.fromEntries(Object.keys(live).map((name, i) => [name, pairs[i]!.average])),
    update(step) {
      const kept = Math.min(decay, (1 + step) / (10 + step));
      for (const { array, average } of pairs) kernels.blend(average, array, kept, array.length);
    },
    exchange() {
      for (const { array, average } of pairs) swap(array, average);
    },
  };
}

function swap(a: Floats, b: Floats): void {
  for (let i = 0; i < a.length; i++) {
    const value = a[i]!;
    a[i] = b[i]!;
    b[i] = value;
  }
}
