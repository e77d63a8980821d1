/**
 * An array as a file stores it: its axes, the type of its elements, and the elements themselves.
 *
 * @module
 */

/** Elements that are numbers, in the type of their file. */
export type Numbers =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | BigUint64Array
  | BigInt64Array
  | Float32Array
  | Float64Array;

/** The types of elements that are read. */
export type ElementType =
  | "bool"
  | "uint8"
  | "int8"
  | "uint16"
  | "int16"
  | "uint32"
  | "int32"
  | "uint64"
  | "int64"
  | "float32"
  | "float64"
  | "words";

/** An array of any rank, the last axis fastest. */
export interface StoredArray {
  /** Its axes. */
  readonly shape: readonly number[];
  /** What its elements are. */
  readonly type: ElementType;
  /** Its elements; words are texts, everything else numbers. */
  readonly values: Numbers | readonly string[];
}

/** What holds the numbers of a type. */
type NumbersOf = { new (buffer: ArrayBuffer): Numbers; readonly BYTES_PER_ELEMENT: number };

/** The arrays that hold the numbers of each type; a boolean is a byte. */
export const ELEMENTS: Readonly<Record<Exclude<ElementType, "words">, NumbersOf>> = {
  bool: Uint8Array,
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  uint64: BigUint64Array,
  int64: BigInt64Array,
  float32: Float32Array,
  float64: Float64Array,
};

/** Whether this machine stores the least significant byte first. */
const IS_LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Copies bytes into numbers of a type; `isLittle` says which byte of a number comes first. */
export function numbersOf(
  type: Exclude<ElementType, "words">,
  bytes: Uint8Array,
  isLittle: boolean,
): Numbers {
  const copy = bytes.slice();
  const size = ELEMENTS[type].BYTES_PER_ELEMENT;
  if (size > 1 && isLittle !== IS_LITTLE) {
    for (let start = 0; start < copy.length; start += size) {
      copy.subarray(start, start + size).reverse();
    }
  }
  return new ELEMENTS[type](copy.buffer);
}

/** The number of elements of an array; infinite if it is not exact. */
export function countElements(shape: readonly number[]): number {
  if (shape.includes(0)) return 0;
  const count = shape.reduce((product, axis) => product * axis, 1);
  return Number.isSafeInteger(count) ? count : Infinity;
}
