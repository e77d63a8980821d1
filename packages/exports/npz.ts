/**
 * A model as NumPy's `.npz`.
 *
 * @module
 */
import { formatNpz, type NamedArray } from "@samebit/arrays";
import { taskKindOf } from "@samebit/tasks";
import type { Model } from "./model.ts";

/**
 * The bytes of a model's `.npz`: each weight by its name, `offset` and `factor` of the input map,
 * `classes` or `targets` (for numbers with `targetMean` and `targetDeviation`), and `columns` if
 * they have names.
 */
export function formatModelNpz({ plan, weights, data }: Model): Uint8Array<ArrayBuffer> {
  const { shape, offset, factor, classes, columns, targets } = data;
  const arrays: NamedArray[] = [
    ...weights.map(({ name, shape, data }) => ({ name, shape, values: data })),
    { name: "offset", shape, values: offset },
    { name: "factor", shape, values: factor },
  ];
  const list = (name: string, values: Float64Array | readonly string[]) =>
    arrays.push({ name, shape: [values.length], values });
  if (classes.length > 0) list("classes", classes);
  if (columns !== undefined) list("columns", columns.features);
  if (targets !== undefined) {
    const { names, mean, deviation } = targets;
    list("targets", names);
    if (taskKindOf(plan).targets === "numbers") {
      list("targetMean", mean);
      list("targetDeviation", deviation);
    }
  }
  return formatNpz(arrays);
}
