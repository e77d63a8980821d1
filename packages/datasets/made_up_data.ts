/**
 * Data that nobody trains on in earnest: as large as real ones, for timing steps.
 *
 * @module
 */
import type { Dataset, Split } from "./dataset.ts";

/** A data set whose three parts are one split, taken as it is: offset 0, factor 1. */
export function madeUpDataset(
  shape: readonly number[],
  classes: number,
  split: Split,
): Dataset {
  const features = shape.reduce((product, axis) => product * axis, 1);
  return {
    kind: "made up",
    features,
    shape,
    classes: Array.from({ length: classes }, (_, i) => String(i)),
    hash: "",
    warnings: [],
    offset: new Float32Array(features),
    factor: new Float32Array(features).fill(1),
    train: split,
    validation: split,
    test: split,
  };
}
