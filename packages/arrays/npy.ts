/**
 * NumPy's `.npy`: a header that says what the elements are, then the elements. Not for arrays of
 * Python objects, which only Python can read, nor for records.
 *
 * Source: `numpy.lib.format`, versions 1.0, 2.0 and 3.0.
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
import { transpose } from "./transpose.ts";

/** What every such file begins with. */
export const NPY_MAGIC: readonly number[] = [0x93, ...new TextEncoder().encode("NUMPY")];

/** More than NumPy writes of an array without records. */
const MAX_HEADER = 65_536;

const NUMBERS: Readonly<Record<string, Exclude<ElementType, "words">>> = {
  b1: "bool",
  u1: "uint8",
  i1: "int8",
  u2: "uint16",
  i2: "int16",
  u4: "uint32",
  i4: "int32",
  u8: "uint64",
  i8: "int64",
  f4: "float32",
  f8: "float64",
};

/**
 * Parses a `.npy` file; an array whose first axis is the fastest is reordered.
 *
 * @param file What an error calls it.
 * @throws {SyntaxError} The file is damaged, or its elements are neither numbers nor words.
 *
 * @example
 * ```ts
 * import { parseArray } from "@samebit/arrays";
 * import { assertEquals } from "@std/assert";
 *
 * const header = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1), }\n";
 * const text = `NUMPY\x01\x00${String.fromCharCode(header.length)}\x00${header}\x05\x06`;
 * const bytes = Uint8Array.of(0x93, ...new TextEncoder().encode(text));
 * const { shape, values } = await parseArray(bytes, "x.npy");
 * assertEquals([shape, values], [[2, 1], Uint8Array.of(5, 6)]);
 * ```
 */
export function parseNpy(bytes: Uint8Array, file: string): StoredArray {
  const fail = (problem: string) => new SyntaxError(`Cannot read ${file}: ${problem}`);
  const { text, start } = headerOf(bytes, fail);
  const { descr, isFortran, shape } = parseHeader(text, fail);
  const { type, size, isLittle } = elementsOf(descr, fail);
  const count = countElements(shape);
  const stored = bytes.length - start;
  if (stored !== count * size) {
    throw fail(
      `its header announces [${shape.join(", ")}] elements of ${size} bytes, which are ` +
        `${count * size} bytes; ${stored} follow`,
    );
  }
  const body = bytes.subarray(start);
  const values = type === "words" ? wordsOf(body, size, isLittle, fail) : numbersOf(
    type,
    body,
    isLittle,
  );
  if (type === "bool" && body.some((byte) => byte > 1)) {
    throw fail("one of its truth values is neither 0 nor 1; the file is damaged");
  }
  if (!isFortran) return { shape, type, values };
  const reversed = { shape: shape.toReversed(), type, values };
  return transpose(reversed, shape.map((_, axis) => shape.length - 1 - axis));
}

type Fail = (problem: string) => SyntaxError;

function headerOf(bytes: Uint8Array, fail: Fail): { text: string; start: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 12) throw fail(`it ends at offset ${bytes.length}, within its header`);
  const version = bytes[6]!;
  if (version < 1 || version > 3) {
    throw fail(`it has version ${version} of the format; wanted 1 to 3`);
  }
  const begin = version === 1 ? 10 : 12;
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const start = begin + length;
  if (length > MAX_HEADER) {
    throw fail(`its header has ${length} bytes; wanted at most ${MAX_HEADER}`);
  }
  if (start > bytes.length) throw fail(`it ends at offset ${bytes.length}, within its header`);
  return { text: new TextDecoder().decode(bytes.subarray(begin, start)), start };
}

/**
 * Reads only those Python literals that NumPy writes: a dictionary with three members in any order.
 */
function parseHeader(text: string, fail: Fail) {
  const members = /^\{(.*)\}\s*$/s.exec(text)?.[1];
  const find = (name: string, value: string) =>
    new RegExp(`(?:^|,)\\s*'${name}'\\s*:\\s*${value}\\s*(?=,|$)`).exec(members ?? "");
  const [descr, order, shape] = [
    find("descr", "'([^']*)'"),
    find("fortran_order", "(True|False)"),
    find("shape", "\\(((?:\\s*\\d{1,15}\\s*,)*\\s*(?:\\d{1,15}\\s*)?)\\)"),
  ];
  if (descr === null && order !== null) {
    throw fail("its elements are records; wanted numbers or words; save each column as an array");
  }
  if (descr === null || order === null || shape === null) {
    throw fail("its header is damaged: wanted 'descr', 'fortran_order' and 'shape'");
  }
  const axes = shape[1]!.split(",").map((axis) => axis.trim()).filter((axis) => axis !== "");
  return { descr: descr[1]!, isFortran: order[1] === "True", shape: axes.map(Number) };
}

function elementsOf(descr: string, fail: Fail) {
  const [, order, kind, digits] = /^([<>|])([a-zA-Z])(\d{0,9})$/.exec(descr) ?? [];
  const number = Object.hasOwn(NUMBERS, `${kind}${digits}`)
    ? NUMBERS[`${kind}${digits}`]
    : undefined;
  const isLittle = order !== ">";
  if (number !== undefined) {
    return { type: number, size: ELEMENTS[number].BYTES_PER_ELEMENT, isLittle };
  }
  if (kind === "U" && Number(digits) > 0) {
    return { type: "words" as const, size: 4 * Number(digits), isLittle };
  }
  throw fail(
    `its elements are of type ${
      JSON.stringify(descr)
    }; wanted whole numbers, float32, float64 or ` +
      `words; ${REMEDIES[kind ?? ""] ?? 'save them by .astype("float32")'}`,
  );
}

const REMEDIES: Readonly<Record<string, string>> = {
  O: "these are Python objects: save numbers by .astype(float), words by .astype(str)",
  S: "save words by .astype(str)",
};

/** Words of a fixed number of code points, filled up with zeros. */
function wordsOf(bytes: Uint8Array, size: number, isLittle: boolean, fail: Fail): string[] {
  const codes = numbersOf("uint32", bytes, isLittle) as Uint32Array;
  const length = size / 4;
  return Array.from({ length: codes.length / length }, (_, word) => {
    const all = codes.subarray(word * length, (word + 1) * length);
    const code = all.find((code) => code > 0x10ffff || (code >= 0xd800 && code < 0xe000));
    if (code !== undefined) {
      throw fail(`word ${word} has the code ${code}, which is not a character`);
    }
    return String.fromCodePoint(...all.subarray(0, all.findLastIndex((code) => code !== 0) + 1));
  });
}
