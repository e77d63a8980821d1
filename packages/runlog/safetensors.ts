/**
 * Named arrays as one block of bytes in the safetensors format: 8 bytes with the length of the
 * header (little-endian), the header as JSON, then the numbers, little-endian and without gaps. The
 * same arrays give the same bytes. Nothing in a file is ever executed, and a length that a file
 * claims is checked before it is used.
 *
 * The header has no white space, `__metadata__` first and only if there is any, and spaces at its
 * end up to a multiple of 8 bytes, which its length counts: `docs/contracts/10-files.md`, section
 * 10.4.
 *
 * Source: https://github.com/huggingface/safetensors, section "Format".
 */

/** The arrays that can be stored, by the format's name of their type. */
const KINDS = { F32: Float32Array, F64: Float64Array, U8: Uint8Array, U32: Uint32Array } as const;

type Dtype = keyof typeof KINDS;

/** Numbers of a stored array. */
export type StoredNumbers = Float32Array | Float64Array | Uint8Array | Uint32Array;

/** An array with its name. */
export interface SavedArray {
  /** Unique in its file; anything but `__metadata__`. */
  readonly name: string;
  /** The sizes of the axes; their product is the length of `values`; `[]` for a single number. */
  readonly shape: readonly number[];
  /** The numbers, last axis fastest. */
  readonly values: StoredNumbers;
}

/** What a safetensors file holds. */
export interface StoredArrays {
  /** The arrays, in the order of their bytes. */
  readonly arrays: readonly SavedArray[];
  /** Free texts by name. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The format's own bound. */
const MOST_HEADER_BYTES = 100_000_000;

/**
 * The bytes of a safetensors file with the arrays in the given order. Every NaN is written with the
 * bits 7fc00000 (float64: 7ff8000000000000), because its bits differ between machines.
 *
 * @throws {RangeError} if two arrays have one name, or a shape does not fit its numbers.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatSafetensors, parseSafetensors } from "@samebit/runlog";
 *
 * const W1 = { name: "W1", shape: [1, 2], values: new Float32Array([0.5, -0.25]) };
 * const bytes = formatSafetensors({ arrays: [W1], metadata: { step: "12" } });
 * assertEquals(parseSafetensors(bytes, "w.safetensors").arrays, [W1]);
 * ```
 */
export function formatSafetensors({ arrays, metadata }: StoredArrays): Uint8Array<ArrayBuffer> {
  const fields: string[] = [];
  if (Object.keys(metadata).length > 0) fields.push(`"__metadata__":${JSON.stringify(metadata)}`);
  let end = 0;
  const names = new Set(["__metadata__"]);
  for (const { name, shape, values } of arrays) {
    if (names.has(name)) throw new RangeError(`Cannot store array "${name}": the name is taken`);
    names.add(name);
    const size = sizeOf(shape);
    if (size !== values.length) {
      throw new RangeError(
        `Cannot store array "${name}": its shape [${shape.join(", ")}] wants ${size} numbers, ` +
          `it has ${values.length}`,
      );
    }
    const begin = end;
    end += values.byteLength;
    fields.push(
      `${JSON.stringify(name)}:{"dtype":"${dtypeOf(values)}","shape":[${shape.join(",")}],` +
        `"data_offsets":[${begin},${end}]}`,
    );
  }
  const header = new TextEncoder().encode(`{${fields.join(",")}}`);
  const headerBytes = Math.ceil(header.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerBytes + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.fill(0x20, 8, 8 + headerBytes);
  bytes.set(header, 8);
  let at = 8 + headerBytes;
  for (const { values } of arrays) {
    bytes.set(canonicalBytes(values), at);
    at += values.byteLength;
  }
  return bytes;
}

/**
 * Reads the bytes of a safetensors file; `source` is the file's name for messages. The numbers are
 * copies: they do not share memory with `bytes`.
 *
 * @throws {SyntaxError} naming the file and the offset of the byte where it violates the format:
 *   lengths beyond the end, gaps, overlaps, unknown types, sizes that do not fit.
 */
export function parseSafetensors(bytes: Uint8Array, source: string): StoredArrays {
  const { header, dataAt } = readHeader(bytes, source);
  const wrong = (what: string) => new SyntaxError(`Cannot read ${source} at byte 8: ${what}`);
  const metadata = readMetadata(header, wrong);
  const entries = Object.entries(header)
    .filter(([name]) => name !== "__metadata__")
    .map(([name, value]) => ({ name, ...readEntry(name, value, wrong) }))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  let at = 0;
  for (const { name, begin, end } of entries) {
    if (begin !== at) {
      throw new SyntaxError(
        `Cannot read ${source} at byte ${dataAt + Math.min(begin, at)}: ` +
          `array ${
            shortly(name)
          } begins at ${begin} of the data; wanted ${at} (no gap, no overlap)`,
      );
    }
    at = end;
  }
  if (at !== bytes.length - dataAt) {
    throw new SyntaxError(
      `Cannot read ${source} at byte ${Math.min(dataAt + at, bytes.length)}: ` +
        `the data has ${bytes.length - dataAt} bytes, the header announces ${at}`,
    );
  }
  return {
    arrays: entries.map(({ name, shape, dtype, begin, end }) => {
      const copy = bytes.slice(dataAt + begin, dataAt + end);
      return { name, shape, values: new KINDS[dtype](copy.buffer as ArrayBuffer) };
    }),
    metadata,
  };
}

function readHeader(
  bytes: Uint8Array,
  source: string,
): { header: Readonly<Record<string, unknown>>; dataAt: number } {
  if (bytes.length < 8) {
    throw new SyntaxError(
      `Cannot read ${source} at byte 0: ${bytes.length} bytes; wanted at least 8`,
    );
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  const most = Math.min(MOST_HEADER_BYTES, bytes.length - 8);
  if (length > BigInt(most)) {
    throw new SyntaxError(
      `Cannot read ${source} at byte 0: a header of ${length} bytes, at most ${most} can follow`,
    );
  }
  const dataAt = 8 + Number(length);
  let header: unknown;
  try {
    header = JSON.parse(
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(8, dataAt)),
    );
  } catch (error) {
    throw new SyntaxError(
      `Cannot read ${source} at byte 8: the header is not JSON: ${(error as Error).message}`,
    );
  }
  if (!isObject(header)) {
    throw new SyntaxError(`Cannot read ${source} at byte 8: the header is not an object`);
  }
  return { header, dataAt };
}

function readMetadata(
  header: Readonly<Record<string, unknown>>,
  wrong: (what: string) => SyntaxError,
): Record<string, string> {
  const metadata = Object.hasOwn(header, "__metadata__") ? header["__metadata__"] : {};
  if (!isObject(metadata) || Object.values(metadata).some((value) => typeof value !== "string")) {
    throw wrong("__metadata__ is not an object of strings");
  }
  return metadata as Record<string, string>;
}

function readEntry(name: string, value: unknown, wrong: (what: string) => SyntaxError) {
  const called = `array ${shortly(name)}`;
  if (!isObject(value)) throw wrong(`${called} is not an object`);
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== "string" || !Object.hasOwn(KINDS, dtype)) {
    throw wrong(
      `${called} has dtype ${shortly(dtype)}; wanted ${Object.keys(KINDS).join(" or ")}`,
    );
  }
  if (!isCounts(shape)) throw wrong(`${called} has a shape that is not an array of sizes`);
  if (!isCounts(offsets) || offsets.length !== 2) throw wrong(`${called} has no two data_offsets`);
  const [begin, end] = offsets as [number, number];
  const wanted = sizeOf(shape) * KINDS[dtype as Dtype].BYTES_PER_ELEMENT;
  if (end - begin !== wanted) {
    throw wrong(
      `${called} of shape [${shape.slice(0, 20).join(", ")}${shape.length > 20 ? ", ..." : ""}] ` +
        `has ${end - begin} bytes; wanted ${wanted}`,
    );
  }
  return { dtype: dtype as Dtype, shape, begin, end };
}

/** A value in a message, cut where it is long. */
function shortly(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value.slice(0, 80)) : typeof value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function dtypeOf(values: StoredNumbers): Dtype {
  const dtypes = Object.keys(KINDS) as Dtype[];
  const dtype = dtypes.find((each) => values instanceof KINDS[each]);
  if (dtype === undefined) {
    throw new TypeError("Cannot store an array: wanted float32, float64, uint8 or uint32 numbers");
  }
  return dtype;
}

/** Numbers as files and digests have them: little-endian, every NaN with the one pattern of the contract. */
export function canonicalBytes(values: StoredNumbers): Uint8Array {
  if (values instanceof Float32Array || values instanceof Float64Array) {
    if (values.some(Number.isNaN)) {
      const copy = values.slice();
      if (copy instanceof Float32Array) canonicalize32(copy);
      else canonicalize64(copy);
      return new Uint8Array(copy.buffer);
    }
  }
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function canonicalize32(values: Float32Array): void {
  const bits = new Uint32Array(values.buffer);
  values.forEach((value, at) => {
    if (Number.isNaN(value)) bits[at] = 0x7fc00000;
  });
}

function canonicalize64(values: Float64Array): void {
  const bits = new BigUint64Array(values.buffer);
  values.forEach((value, at) => {
    if (Number.isNaN(value)) bits[at] = 0x7ff8000000000000n;
  });
}
