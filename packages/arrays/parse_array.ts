/**
 * An array file of any format: the format is recognised by the first bytes, not by the name.
 *
 * @module
 */
import { gunzip, joined, TooLarge } from "./gzip.ts";
import { parseIdx } from "./idx.ts";
import { NPY_MAGIC, parseNpy } from "./npy.ts";
import type { StoredArray } from "./stored_array.ts";
import { listZip, readZipMember, type ZipMember } from "./zip.ts";

const GZIP_MAGIC = [0x1f, 0x8b];
const ZIP_MAGIC = [0x50, 0x4b];

/** The most bytes that a packed file may unpack to: as much as a data file may have. */
const MAX_UNPACKED = 2_147_483_648;

/**
 * Parses a `.npy`, `.npz` or IDX file; `.npy` and IDX may be packed by gzip.
 *
 * @param file What an error calls it.
 * @param name The array's name in a `.npz`; may be left out if that holds one array.
 * @throws {SyntaxError} The file is damaged or no such file; it is named, and the place in it.
 *
 * @example
 * ```ts
 * import { parseArray } from "@samebit/arrays";
 * import { assertEquals } from "@std/assert";
 *
 * const idx = Uint8Array.of(0, 0, 0x0b, 1, 0, 0, 0, 2, 1, 0, 255, 255);
 * const labels = await parseArray(idx, "labels.idx");
 * assertEquals(labels, { shape: [2], type: "int16", values: Int16Array.of(256, -1) });
 * ```
 */
export async function parseArray(
  bytes: Uint8Array,
  file: string,
  name?: string,
): Promise<StoredArray> {
  if (begins(bytes, ZIP_MAGIC)) return await parseMember(bytes, file, name);
  if (name !== undefined) {
    throw new SyntaxError(
      `Cannot read array ${JSON.stringify(name)} of ${file}: this is not an .npz file; leave out ` +
        JSON.stringify(`#${name}`),
    );
  }
  if (!begins(bytes, GZIP_MAGIC)) return parsePlain(bytes, file);
  return parsePlain(await unpacked(bytes, file), file);
}

function parsePlain(bytes: Uint8Array, file: string): StoredArray {
  if (begins(bytes, NPY_MAGIC)) return parseNpy(bytes, file);
  if (begins(bytes, [0, 0])) return parseIdx(bytes, file);
  const found = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0"));
  throw new SyntaxError(
    `Cannot read ${file}: ${
      found.length > 0 ? `it begins with the bytes ${found.join(" ")}` : "it is empty"
    }; wanted a ` +
      "NumPy file (.npy, .npz) or an IDX file",
  );
}

async function unpacked(bytes: Uint8Array, file: string): Promise<Uint8Array> {
  try {
    return await joined(gunzip(bytes, MAX_UNPACKED));
  } catch (cause) {
    const problem = cause instanceof TooLarge
      ? cause.message
      : `the gzip file of ${bytes.length} bytes is damaged or cut off`;
    throw new SyntaxError(`Cannot read ${file}: ${problem}`, { cause });
  }
}

async function parseMember(
  bytes: Uint8Array,
  file: string,
  name: string | undefined,
): Promise<StoredArray> {
  const members = listZip(bytes, file).filter((member) => member.name.endsWith(".npy"));
  const nameOf = (member: ZipMember) => member.name.slice(0, -".npy".length);
  const found = members.filter((member) => name === undefined || nameOf(member) === name);
  if (found.length !== 1) {
    const which = name === undefined ? "the array" : `array ${JSON.stringify(name)}`;
    const names = members.slice(0, 20).map((member) => JSON.stringify(nameOf(member)));
    throw new SyntaxError(
      `Cannot read ${which} of ${file}: it holds ${names.join(", ") || "no array"}; say which, ` +
        `as in "${file}#${members[0] === undefined ? "x" : nameOf(members[0])}"`,
    );
  }
  const member = found[0]!;
  const body = await readZipMember(bytes, member, file);
  const called = `${file}#${nameOf(member)}`;
  if (!begins(body, NPY_MAGIC)) {
    throw new SyntaxError(`Cannot read ${called}: it is not an .npy file`);
  }
  return parseNpy(body, called);
}

function begins(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}
