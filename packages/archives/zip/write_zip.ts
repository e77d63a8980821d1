/**
 * Writes an archive: the same files give the same bytes on every machine. So the files are sorted
 * by name and deflated by a library in plain JavaScript: the deflate built into engines gives
 * different bytes from version to version.
 */
import { crc32 } from "node:zlib";
import { deflateSync } from "fflate";
import { BadInput } from "@samebit/input";
import { sha256OfParts } from "@samebit/store/sha256";
import { faultOfName, faultOfNames } from "./names.ts";
import {
  concatenate,
  directoryEntry,
  endOfArchive,
  localHeader,
  type ZipHeader,
} from "./zip_headers.ts";

/** The contents of files, by their paths in the archive. */
export type ArchiveFiles = ReadonlyMap<string, Uint8Array>;

/** The most files an archive may have: the limit of the format. */
const MOST_FILES = 65_535;
/** The most bytes, packed or not: the limit of the format and of one array. */
export const MOST_BYTES: number = 2 ** 31 - 1;

/** A file as packed: as small as the library can make it, with fixed memory. */
export function packFile(bytes: Uint8Array): Uint8Array {
  return deflateSync(bytes, { level: 9, mem: 12 });
}

/**
 * The bytes of an archive.
 *
 * @throws {BadInput} A name, the number of files or their size is more than an archive can have.
 */
export function writeZip(files: ArchiveFiles): Uint8Array<ArrayBuffer> {
  const names = [...files.keys()].sort();
  refuseNames(names);
  refuseSize([...files.values()].reduce((sum, { length }) => sum + length, 0));
  const parts: Uint8Array[] = [];
  const headers: ZipHeader[] = [];
  let offset = 0;
  for (const name of names) {
    const bytes = files.get(name)!;
    const packed = packFile(bytes);
    const header = {
      name,
      crc: crc32(bytes),
      packed: packed.length,
      size: bytes.length,
      offset,
    };
    const local = localHeader(header);
    offset += local.length + packed.length;
    parts.push(local, packed);
    headers.push(header);
  }
  const entries = headers.map(directoryEntry);
  const directoryBytes = entries.reduce((sum, { length }) => sum + length, 0);
  refuseSize(offset + directoryBytes);
  const end = {
    files: names.length,
    directory: offset,
    directoryBytes,
    digest: sha256OfParts([...parts, ...entries]),
  };
  return concatenate([...parts, ...entries, endOfArchive(end)]);
}

function refuseNames(names: readonly string[]): void {
  for (const name of names) {
    const fault = faultOfName(name);
    if (fault !== undefined) throw new BadInput(JSON.stringify(name), fault);
  }
  const fault = faultOfNames(names);
  if (fault !== undefined) throw new BadInput("the archive", `cannot be written: ${fault}`);
  if (names.length <= MOST_FILES) return;
  throw new BadInput(
    "the archive",
    `cannot be written: it has ${names.length} files; wanted at most ${MOST_FILES}`,
  );
}

function refuseSize(bytes: number): void {
  if (bytes <= MOST_BYTES) return;
  throw new BadInput(
    "the archive",
    `cannot be written: it has ${bytes} bytes; wanted at most ${MOST_BYTES}`,
  );
}
