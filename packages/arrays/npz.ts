/**
 * Arrays as NumPy's `.npz`: a zip file with a `.npy` for each, not compressed, the same bytes for
 * the same arrays.
 *
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, version 1.0.
 *
 * @module
 */
import { zipSync } from "fflate";

/** What an array holds: numbers, or texts. */
export type NpzValues = Uint8Array | Float32Array | Float64Array | readonly string[];

/** An array and its name. */
export interface NamedArray {
  /** Its name. */
  readonly name: string;
  /** Its axes. */
  readonly shape: readonly number[];
  /** Its elements, the last axis fastest. */
  readonly values: NpzValues;
}

/** Nothing in a file tells when it was written. */
const EPOCH = "1980-01-01T00:00:00";

/**
 * The bytes of a `.npz` file with these arrays.
 *
 * @example
 * ```ts
 * import { formatNpz, parseArray } from "@samebit/arrays";
 * import { assertEquals } from "@std/assert";
 *
 * const npz = formatNpz([{ name: "x", shape: [2], values: Uint8Array.of(7, 9) }]);
 * assertEquals((await parseArray(npz, "cells.npz", "x")).values, Uint8Array.of(7, 9));
 * ```
 */
export function formatNpz(arrays: readonly NamedArray[]): Uint8Array<ArrayBuffer> {
  const files = arrays.map(({ name, shape, values }) => [
    `${name}.npy`,
    [formatNpy(shape, values), { level: 0, mtime: EPOCH }],
  ]);
  return zipSync(Object.fromEntries(files));
}

/**
 * The bytes of a `.npy` file: its description, as a Python literal padded to 64 bytes, then
 * numbers.
 */
function formatNpy(shape: readonly number[], values: NpzValues): Uint8Array {
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

function encode(values: NpzValues): { readonly type: string; readonly bytes: Uint8Array } {
  if (values instanceof Uint8Array) return { type: "|u1", bytes: values };
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
