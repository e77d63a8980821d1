/**
 * Arrays in the files that people use: NumPy's `.npy` and `.npz`, and IDX, with or without gzip.
 *
 * The one idea: no byte is trusted. Sizes in a header only say what the size must be, unpacking
 * stops at a limit, and what cannot be read is refused with the file and the place.
 *
 * Not for what an array means: `@samebit/datasets` turns arrays into examples, labels and targets.
 * How files are read, to the last bit: `docs/contracts/19-arrays.md`.
 *
 * @module
 */
export type { ElementType, Numbers, StoredArray } from "./stored_array.ts";
export { concatenate, gunzip, TooLarge } from "./gzip.ts";
export { formatNpz, type NamedArray, type NpzValues } from "./npz.ts";
export { parseArray } from "./parse_array.ts";
export { transpose } from "./transpose.ts";
