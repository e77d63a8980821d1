/**
 * Packed IDX files of unsigned bytes whose axes are known, as a data set's official files are. Not for
 * files of one's own, which may have other types and axes: see `arrays.ts`.
 *
 * The one idea: the bytes are not believed. Unpacking stops at a limit, and the counts in the header
 * only say what the size must be.
 *
 * @module
 */
import { concatenate, gunzip, TooLarge } from "@samebit/arrays";
import { type DataSource, readDataFile } from "@samebit/splits";

/** The first two words' bytes: two zeros, unsigned bytes, the number of axes. */
const UNSIGNED_BYTES = 0x0800;

/** An IDX file, unpacked. */
export interface IdxFile {
  /** The file as it was read. */
  readonly packed: Uint8Array;
  /** All bytes that it unpacks to, header included. */
  readonly bytes: Uint8Array;
  /** The number of items, the first axis. */
  readonly count: number;
  /** The items, one after the other. */
  readonly items: Uint8Array;
}

/** What an IDX file must be. */
export interface IdxLayout {
  /** The axes of an item: [28, 28] of an image, [] of a label. */
  readonly axes: readonly number[];
  /** The largest number of items that is unpacked. */
  readonly maxCount: number;
  /** What an error suggests if the file is missing or damaged. */
  readonly remedy: string;
}

/**
 * Reads a packed IDX file of unsigned bytes.
 *
 * @throws {SyntaxError} If the file is not what is wanted; file and offset are named.
 * @throws {Error} If the file cannot be read.
 */
export async function readIdx(
  source: DataSource,
  file: string,
  layout: IdxLayout,
): Promise<IdxFile> {
  const { axes, maxCount, remedy } = layout;
  const size = axes.reduce((product, axis) => product * axis, 1);
  const start = 4 * (2 + axes.length);
  const fail = (problem: string) => new SyntaxError(`Cannot read ${file}: ${problem}; ${remedy}`);
  const packed = await readDataFile(source, file, remedy);
  const bytes = await unpack(packed, start + maxCount * size, fail);
  if (bytes.length < start) {
    throw fail(`unpacked, it ends at offset ${bytes.length}; wanted a header of ${start} bytes`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const magic = view.getUint32(0);
  const wantedMagic = UNSIGNED_BYTES + 1 + axes.length;
  if (magic !== wantedMagic) {
    throw fail(`the word at offset 0 is ${hex(magic)}; wanted ${hex(wantedMagic)}`);
  }
  for (const [index, axis] of axes.entries()) {
    const offset = 8 + 4 * index;
    const found = view.getUint32(offset);
    if (found !== axis) throw fail(`the word at offset ${offset} is ${found}; wanted ${axis}`);
  }
  const count = view.getUint32(4);
  if (count === 0) throw fail("the word at offset 4 announces no items");
  const wanted = start + count * size;
  if (bytes.length !== wanted) {
    throw fail(
      `unpacked, it ends at offset ${bytes.length}, but the word at offset 4 announces ` +
        `${count} items, which end at ${wanted}`,
    );
  }
  return { packed, bytes, count, items: bytes.subarray(start) };
}

function hex(word: number): string {
  return `0x${word.toString(16).padStart(8, "0")}`;
}

/** Unpacks at most `limit` bytes. */
async function unpack(
  packed: Uint8Array,
  limit: number,
  fail: (problem: string) => SyntaxError,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of gunzip(packed, limit)) {
      length += chunk.length;
      chunks.push(chunk);
    }
  } catch (cause) {
    const problem = cause instanceof TooLarge
      ? cause.message
      : `the gzip file of ${packed.length} bytes is damaged or cut off after offset ${length} ` +
        "of what it unpacks to";
    throw Object.assign(fail(problem), { cause });
  }
  return concatenate(chunks);
}
