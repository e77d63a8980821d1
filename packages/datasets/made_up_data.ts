/**
 * Data that nobody trains on seriously: as large as real data, for timing steps.
 *
 * @module
 */
import type { Dataset, Split } from "@samebit/splits";

/**
 * A data set whose three parts are one split, taken as it is: offset 0, factor 1; its targets, if
 * it has any, have mean 0 and deviation 1.
 *
 * @param outputs The number of classes or targets.
 */
export function madeUpDataset(
  shape: readonly number[],
  outputs: number,
  split: Split,
): Dataset {
  const features = shape.reduce((product, axis) => product * axis, 1);
  const names = Array.from({ length: outputs }, (_, i) => String(i));
  return {
    kind: "made up",
    features,
    shape,
    classes: names,
    ...(split.targets !== undefined && {
      targets: {
        names,
        mean: new Float64Array(outputs),
        deviation: new Float64Array(outputs).fill(1),
      },
    }),
    hash: "",
    warnings: [],
    offset: new Float32Array(features),
    factor: new Float32Array(features).fill(1),
    train: split,
    validation: split,
    test: split,
  };
}
