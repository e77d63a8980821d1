/**
 * The bytes of an archive other than its files: a ZIP file in exactly one form, so that a file in
 * any other form is not one of our archives. Files are deflated; times, permissions and system are
 * the same for all; nothing comes before, between or after them; the comment at the end is the
 * SHA-256 of everything before it.
 *
 * Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.16.
 */

/** What is written about a file in addition to its bytes. */
export interface ZipHeader {
  /** Its path, with slashes. */
  readonly name: string;
  /** Of its bytes. */
  readonly crc: number;
  /** Bytes in the archive. */
  readonly packed: number;
  /** Bytes. */
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
}

/** Bytes of a local header without the name. */
export const LOCAL_BYTES = 30;

/** Bytes of an entry of the directory without the name. */
export const ENTRY_BYTES = 46;

/** Bytes of the end without the comment. */
const END_BYTES = 22;

const VERSION = 20;
const DEFLATED = 8;
/** 1 January 1980, midnight: the earliest time in the format. */
const DAY = 0x21;
/** Unix mode, so that unpacking gives `rw-r--r--`. */
const MADE_BY_UNIX = 3 << 8 | VERSION;
const REGULAR_FILE = 0o100644 << 16 >>> 0;

/** The header in front of a file's bytes. */
export function localHeader(header: ZipHeader): Uint8Array<ArrayBuffer> {
  return concatenate([
    numbers([4, 0x04034b50], [2, VERSION], ...common(header), [2, header.name.length], [2, 0]),
    text(header.name),
  ]);
}

/** The file's entry in the directory. */
export function directoryEntry(header: ZipHeader): Uint8Array<ArrayBuffer> {
  return concatenate([
    numbers(
      [4, 0x02014b50],
      [2, MADE_BY_UNIX],
      [2, VERSION],
      ...common(header),
      [2, header.name.length],
      ...[[2, 0], [2, 0], [2, 0], [2, 0]] as const,
      [4, REGULAR_FILE],
      [4, header.offset],
    ),
    text(header.name),
  ]);
}

function common({ crc, packed, size }: ZipHeader): readonly Field[] {
  return [[2, 0], [2, DEFLATED], [2, 0], [2, DAY], [4, crc], [4, packed], [4, size]];
}

const COMMENT = "samebit archive; SHA-256 of all before this end: ";

/** Bytes of the end with its comment. */
export const WHOLE_END_BYTES: number = END_BYTES + COMMENT.length + 64;

/** The end of an archive. */
export function endOfArchive(
  { files, directory, directoryBytes, digest }: {
    readonly files: number;
    /** Where the directory begins. */
    readonly directory: number;
    readonly directoryBytes: number;
    /** SHA-256 of everything before the end, hexadecimal. */
    readonly digest: string;
  },
): Uint8Array<ArrayBuffer> {
  return concatenate([
    numbers(
      [4, 0x06054b50],
      ...[[2, 0], [2, 0], [2, files], [2, files]] as const,
      [4, directoryBytes],
      [4, directory],
      [2, COMMENT.length + 64],
    ),
    text(COMMENT + digest),
  ]);
}

/** Parts as one. */
export function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

type Field = readonly [bytes: 2 | 4, value: number];

function numbers(...fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(fields.reduce((sum, [length]) => sum + length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [length, value] of fields) {
    if (length === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += length;
  }
  return bytes;
}

function text(ascii: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(ascii);
}
