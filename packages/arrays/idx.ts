/**
 * IDX files, the format of MNIST and its relatives: the type of the elements and the axes as
 * big-endian words, then the elements, most significant byte first.
 *
 * Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits", "file formats".
 *
 * @module
 */
import {
  countElements,
  ELEMENTS,
  type ElementType,
  numbersOf,
  type StoredArray,
} from "./stored_array.ts";

const TYPES: Readonly<Record<number, Exclude<ElementType, "words">>> = {
  0x08: "uint8",
  0x09: "int8",
  0x0b: "int16",
  0x0c: "int32",
  0x0d: "float32",
  0x0e: "float64",
};

/** The header of an IDX file. */
interface IdxHeader {
  /** What the elements are. */
  readonly type: Exclude<ElementType, "words">;
  /** The axes. */
  readonly shape: readonly number[];
  /** Where the elements begin. */
  readonly start: number;
}

/**
 * Parses the header of an IDX file.
 *
 * @param file What an error calls it.
 * @throws {SyntaxError} It is no such file, or cut off.
 */
function parseIdxHeader(bytes: Uint8Array, file: string): IdxHeader {
  const fail = (problem: string) => new SyntaxError(`Cannot read ${file}: ${problem}`);
  const type = bytes[0] === 0 && bytes[1] === 0 ? TYPES[bytes[2]!] : undefined;
  const rank = bytes[3] ?? 0;
  if (type === undefined || rank === 0) {
    const magic = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0"));
    throw fail(
      `the word at offset 0 is 0x${magic.join("")}; wanted 0x0000TTRR: TT is the type, one of ` +
        "08, 09, 0b, 0c, 0d and 0e, RR the number of axes, at least 1",
    );
  }
  const start = 4 + 4 * rank;
  if (bytes.length < start) {
    throw fail(`it ends at offset ${bytes.length}; wanted a header of ${start} bytes`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, start);
  return { type, shape: Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i)), start };
}

/**
 * Parses an unpacked IDX file of any type and rank.
 *
 * @param file What an error calls it.
 * @throws {SyntaxError} It is no such file, or its size is not what its header says.
 */
export function parseIdx(bytes: Uint8Array, file: string): StoredArray {
  const { type, shape, start } = parseIdxHeader(bytes, file);
  const wanted = start + countElements(shape) * ELEMENTS[type].BYTES_PER_ELEMENT;
  if (bytes.length !== wanted) {
    throw new SyntaxError(
      `Cannot read ${file}: it ends at offset ${bytes.length}, but its header announces ` +
        `[${shape.join(", ")}] elements, which end at ${wanted}`,
    );
  }
  return { shape, type, values: numbersOf(type, bytes.subarray(start), false) };
}
