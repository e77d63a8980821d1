/**
 * The members of a ZIP file, which NumPy's `.npz` is: stored or deflated, each with a checksum. Own
 * code, because small libraries neither compare the checksum nor stop if a member unpacks to more
 * than it claims. Not for encrypted files, nor for more than fits 32-bit sizes.
 *
 * Source: PKWARE's APPNOTE, sections 4.3.6 to 4.3.16.
 *
 * @module
 */
import { crc32 } from "./crc32.ts";
import { inflate, joined } from "./gzip.ts";

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_SIZE = 22;

/** A member as the directory of the file lists it. */
export interface ZipMember {
  /** Its name. */
  readonly name: string;
  /** 0 where it is stored, 8 where it is deflated. */
  readonly method: number;
  /** Whether it needs a password. */
  readonly isEncrypted: boolean;
  /** The checksum of what it unpacks to. */
  readonly checksum: number;
  /** Its size in the file. */
  readonly packed: number;
  /** Its size when unpacked. */
  readonly size: number;
  /** Where it begins. */
  readonly offset: number;
}

/**
 * Lists the members.
 *
 * @throws {SyntaxError} The directory at the end of the file is damaged or cut off.
 */
export function listZip(bytes: Uint8Array, file: string): ZipMember[] {
  const fail = (problem: string) => new SyntaxError(`Cannot read ${file}: ${problem}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = findEnd(view);
  if (end === undefined) throw fail("the ZIP file is cut off: it has no directory at its end");
  const members: ZipMember[] = [];
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) {
      throw fail(`its directory is damaged at offset ${at}`);
    }
    const length = view.getUint16(at + 28, true);
    const next = at + 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) throw fail(`its directory is damaged at offset ${at}`);
    members.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length)),
      method: view.getUint16(at + 10, true),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      checksum: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return members;
}

/** Where the end of the directory is, after which there may be a comment. */
function findEnd(view: DataView): number | undefined {
  const least = Math.max(0, view.byteLength - END_SIZE - 0xffff);
  for (let at = view.byteLength - END_SIZE; at >= least; at--) {
    if (view.getUint32(at, true) !== END) continue;
    if (at + END_SIZE + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  return undefined;
}

/**
 * Unpacks a member.
 *
 * @throws {SyntaxError} It is damaged, or packed in another way than by Deflate.
 */
export async function readZipMember(
  bytes: Uint8Array,
  member: ZipMember,
  file: string,
): Promise<Uint8Array> {
  const { name, method, isEncrypted, checksum, packed, size, offset } = member;
  const fail = (problem: string) =>
    new SyntaxError(`Cannot read ${file}: ${JSON.stringify(name)} in it ${problem}`);
  if (isEncrypted) throw fail("is encrypted");
  if (method !== 0 && method !== 8) throw fail(`is packed by method ${method}; wanted 0 or 8`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL) {
    throw fail(`does not begin at offset ${offset}; the file is damaged`);
  }
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packed > bytes.length) throw fail(`goes beyond the end at ${bytes.length}`);
  const body = bytes.subarray(start, start + packed);
  const all = method === 0 ? body : await joined(inflate(body, size)).catch(() => undefined);
  if (all === undefined || all.length !== size || crc32(all) !== checksum) {
    throw fail("is damaged: its checksum or its size differs");
  }
  return all;
}
