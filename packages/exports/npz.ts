/**
 * A model as NumPy's `.npz`.
 *
 * @module
 */
import { formatNpz, type NpzValues } from "@samebit/arrays";
import type { Model } from "./model.ts";

/**
 * The bytes of a model's `.npz`: each weight by its name, `offset` and `factor` of the input map,
 * `classes` or `targets`, `targetMean` and `targetDeviation`, and `columns` where there are names.
 */
export function formatModelNpz({ weights, data }: Model): Uint8Array<ArrayBuffer> {
  const { shape, offset, factor, classes, columns, targets } = data;
  const arrays: [name: string, shape: readonly number[], values: NpzValues][] = [
    ...weights.map(({ name, shape, data }): [string, readonly number[], NpzValues] => [
      name,
      shape,
      data,
    ]),
    ["offset", shape, offset],
    ["factor", shape, factor],
  ];
  const texts = (name: string, list: readonly string[]) => arrays.push([name, [list.length], list]);
  if (classes.length > 0) texts("classes", classes);
  if (columns !== undefined) texts("columns", columns.features);
  if (targets !== undefined) {
    const { names, mean, deviation } = targets;
    texts("targets", names);
    arrays.push(["targetMean", [names.length], mean]);
    arrays.push(["targetDeviation", [names.length], deviation]);
  }
  return formatNpz(arrays.map(([name, shape, values]) => ({ name, shape, values })));
}
