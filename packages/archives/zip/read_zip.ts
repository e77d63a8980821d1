/**
 * Reads an archive, which anyone may have made: its form must be, to the byte, the one that
 * `writeZip` writes, and no file is unpacked beyond the size in its header. Anything else is
 * refused, and the message names the place.
 */
import { crc32, inflateRawSync } from "node:zlib";
import { BadInput, isSha256 } from "@samebit/input";
import { sha256Of } from "@samebit/store/sha256";
import { faultOfName, faultOfNames } from "./names.ts";
import { MOST_BYTES } from "./write_zip.ts";
import {
  directoryEntry,
  endOfArchive,
  ENTRY_BYTES,
  LOCAL_BYTES,
  localHeader,
  WHOLE_END_BYTES,
  type ZipHeader,
} from "./zip_headers.ts";

/** A file of an archive. */
export interface ZipEntry {
  /** Its size unpacked, in bytes. */
  readonly size: number;
  /** Its size in the archive, in bytes. */
  readonly packed: Uint8Array;
  /**
   * Unpacks it.
   *
   * @throws {BadInput} It is not what its header says.
   */
  read(): Uint8Array<ArrayBuffer>;
}

/** An open archive. */
export interface OpenedZip {
  /** Its files by their paths, sorted. */
  readonly entries: ReadonlyMap<string, ZipEntry>;
  /** The SHA-256 of everything before the end, as the end gives it and as computed. */
  readonly digest: { readonly told: string; readonly found: string };
}

/** Deflate expands one byte to at most 1,032. */
const MOST_PER_BYTE = 1032;

/**
 * Opens an archive; nothing is unpacked yet.
 *
 * @param bytes The complete archive.
 * @param place Its name in messages.
 * @throws {BadInput} Its form is not valid.
 */
export function readZip(bytes: Uint8Array<ArrayBuffer>, place: string): OpenedZip {
  const end = readEnd(bytes, place);
  const headers: ZipHeader[] = [];
  let at = end.directory;
  let offset = 0;
  let size = 0;
  for (let i = 0; i < end.files; i++) {
    const header = readEntry(bytes, at, end.start, place);
    const name = `${place}: ${header.name}`;
    if (header.offset !== offset) {
      throw new BadInput(name, `begins at ${header.offset}; wanted ${offset}`);
    }
    refuseOther(bytes, at, directoryEntry(header), `${name}: its entry in the directory`);
    refuseOther(bytes, offset, localHeader(header), `${name}: its header`);
    at += ENTRY_BYTES + header.name.length;
    offset += LOCAL_BYTES + header.name.length + header.packed;
    size += header.size;
    if (offset > end.directory) throw new BadInput(name, "overlaps the directory");
    if (header.size > header.packed * MOST_PER_BYTE) {
      throw new BadInput(name, `claims ${header.size} bytes, more than ${header.packed} can hold`);
    }
    headers.push(header);
  }
  if (at !== end.start || offset !== end.directory) {
    throw new BadInput(place, "has bytes that belong to no file");
  }
  if (size > MOST_BYTES) {
    throw new BadInput(place, `unpacks to ${size} bytes; wanted at most ${MOST_BYTES}`);
  }
  refuseNames(headers.map(({ name }) => name), place);
  const found = sha256Of(bytes.subarray(0, end.start));
  return {
    entries: new Map(headers.map((header) => [header.name, entryOf(bytes, header, place)])),
    digest: { told: end.digest, found },
  };
}

function readEnd(bytes: Uint8Array<ArrayBuffer>, place: string) {
  const start = bytes.length - WHOLE_END_BYTES;
  const refuse = () =>
    new BadInput(
      place,
      "does not end as an archive does: it was truncated or changed, or is another kind of file",
    );
  if (start < 0) throw refuse();
  const view = viewOf(bytes);
  const digest = new TextDecoder().decode(bytes.subarray(bytes.length - 64));
  const end = {
    files: view.getUint16(start + 10, true),
    directoryBytes: view.getUint32(start + 12, true),
    directory: view.getUint32(start + 16, true),
    digest,
  };
  const wanted = endOfArchive(end);
  const isOurs = wanted.length === WHOLE_END_BYTES &&
    wanted.every((byte, i) => byte === bytes[start + i]) && isSha256(digest);
  if (!isOurs || end.directory + end.directoryBytes !== start) throw refuse();
  return { ...end, start };
}

/** The entry at an offset of the directory; the caller checks its form. */
function readEntry(
  bytes: Uint8Array<ArrayBuffer>,
  at: number,
  end: number,
  place: string,
): ZipHeader {
  const view = viewOf(bytes);
  if (at + ENTRY_BYTES > end) {
    throw new BadInput(place, "has a directory with fewer files than it says");
  }
  const length = view.getUint16(at + 28, true);
  const name = new TextDecoder("latin1").decode(
    bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + length),
  );
  const fault = faultOfName(name);
  if (at + ENTRY_BYTES + length > end || fault !== undefined) {
    throw new BadInput(
      place,
      `has a file called ${JSON.stringify(name.slice(0, 80))}, which ${fault ?? "is truncated"}`,
    );
  }
  return {
    name,
    crc: view.getUint32(at + 16, true),
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
  };
}

function refuseOther(
  bytes: Uint8Array,
  at: number,
  wanted: Uint8Array,
  what: string,
): void {
  const wrong = wanted.findIndex((byte, i) => byte !== bytes[at + i]);
  if (wrong >= 0) {
    throw new BadInput(what, `does not have the form of archives, from byte ${wrong} on`);
  }
}

function refuseNames(names: readonly string[], place: string): void {
  const fault = faultOfNames(names);
  if (fault !== undefined) throw new BadInput(place, `cannot be unpacked: ${fault}`);
  const unsorted = names.findIndex((name, i) => i > 0 && name <= names[i - 1]!);
  if (unsorted > 0) {
    throw new BadInput(place, `has ${names[unsorted]} out of order; names are sorted`);
  }
}

function entryOf(
  bytes: Uint8Array<ArrayBuffer>,
  { name, crc, packed: length, size, offset }: ZipHeader,
  place: string,
): ZipEntry {
  const start = offset + LOCAL_BYTES + name.length;
  const packed = bytes.subarray(start, start + length);
  return {
    size,
    packed,
    read() {
      const found = inflate(packed, size);
      if (found === undefined || crc32(found) !== crc) {
        throw new BadInput(
          `${place}: ${name}`,
          "is damaged: its content does not match its checksum",
        );
      }
      return found;
    },
  };
}

/** A file's content; undefined if it is damaged or its length is not the one in its header. */
function inflate(packed: Uint8Array, size: number): Uint8Array<ArrayBuffer> | undefined {
  try {
    const { buffer, engine } = inflateRawSync(packed, {
      maxOutputLength: Math.max(1, size),
      info: true,
    }) as unknown as { buffer: Uint8Array<ArrayBuffer>; engine: { bytesWritten: number } };
    const isWhole = buffer.length === size && engine.bytesWritten === packed.length;
    return isWhole ? new Uint8Array(buffer) : undefined;
  } catch {
    return undefined;
  }
}

function viewOf(bytes: Uint8Array<ArrayBuffer>): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
