/**
 * Arrays as NumPy's `.npz`: a zip file with a `.npy` for each, not compressed, the same bytes for
 * the same arrays.
 *
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, version 1.0.
 *
 * @module
 */
import { zipSync } from "fflate";
import type { Model } from "./model.ts";

/** What an array holds: numbers, or texts. */
type Values = Float32Array | Float64Array | readonly string[];

/** Nothing in a file tells when it was written. */
const EPOCH = new Date(1980, 0, 1);

/**
 * The bytes of a model's `.npz`: each weight by its name, `offset` and `factor` of the input map,
 * `classes` or `targets`, `targetMean` and `targetDeviation`, and `columns` where there are names.
 */
export function formatModelNpz({ weights, data }: Model): Uint8Array<ArrayBuffer> {
  const { shape, offset, factor, classes, columns, targets } = data;
  const arrays: [name: string, shape: readonly number[], values: Values][] = [
    ...weights.map(({ name, shape, data }): [string, readonly number[], Values] => [
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

/** The bytes of a `.npz` file with these arrays, last axis fastest. */
export function formatNpz(
  arrays: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly values: Values;
  }[],
): Uint8Array<ArrayBuffer> {
  const files = arrays.map(({ name, shape, values }) => [
    `${name}.npy`,
    [formatNpy(shape, values), { level: 0, mtime: EPOCH }],
  ]);
  return zipSync(Object.fromEntries(files));
}

/** The bytes of a `.npy` file: what it is, as a Python literal padded to 64 bytes, then numbers. */
function formatNpy(shape: readonly number[], values: Values): Uint8Array {
  const { type, bytes } = encode(values);
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const about = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const length = Math.ceil((10 + about.length + 1) / 64) * 64;
  const all = new Uint8Array(length + bytes.length).fill(0x20, 0, length);
  all.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0]);
  new DataView(all.buffer).setUint16(8, length - 10, true);
  all.set(new TextEncoder().encode(about), 10);
  all[length - 1] = 0x0a;
  all.set(bytes, length);
  return all;
}

function encode(values: Values): { readonly type: string; readonly bytes: Uint8Array } {
  if (values instanceof Float32Array || values instanceof Float64Array) {
    const { buffer, byteOffset, byteLength } = values;
    const type = values instanceof Float32Array ? "<f4" : "<f8";
    return { type, bytes: new Uint8Array(buffer, byteOffset, byteLength) };
  }
  // Texts are UCS-4, filled up with zeros to the longest.
  const letters = values.map((text) => Array.from(text, (letter) => letter.codePointAt(0)!));
  const longest = letters.reduce((most, { length }) => Math.max(most, length), 1);
  const codes = new Uint32Array(values.length * longest);
  letters.forEach((text, row) => codes.set(text, row * longest));
  return { type: `<U${longest}`, bytes: new Uint8Array(codes.buffer) };
}
