/**
 * What the sandbox runs of a Parquet file: writes its content as CSV to standard output, and exports
 * how much that is, or why there is none. Damaged files have it run for ever, or take all memory; its
 * process is ended then.
 *
 * @module
 */
import { csvOfParquet, type ParquetSource } from "@samebit/tables/parquet";

/** What comes of a Parquet file. */
export type ParquetReply =
  /** Its CSV is the first so many bytes of the output. */
  | { readonly bytes: number; readonly rows: number; readonly columns: number }
  /** Why there is none. */
  | { readonly fault: string };

/** Reads a file part by part. */
function openSource(path: string): ParquetSource {
  const file = Deno.openSync(path);
  const { size: byteLength } = file.statSync();
  return {
    byteLength,
    slice(start, end = byteLength) {
      const bytes = new Uint8Array(Math.max(0, Math.min(end, byteLength) - start));
      file.seekSync(start, Deno.SeekMode.Start);
      for (let at = 0; at < bytes.length;) {
        const read = file.readSync(bytes.subarray(at));
        if (read === null) throw new RangeError(`it ends after ${start + at} bytes`);
        at += read;
      }
      return bytes.buffer;
    },
  };
}

function write(text: string): number {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
  return bytes.length;
}

async function convert(path: string): Promise<ParquetReply> {
  try {
    const pieces = csvOfParquet(openSource(path), path);
    let bytes = 0;
    let next = await pieces.next();
    for (; !next.done; next = await pieces.next()) bytes += write(next.value);
    return { bytes, ...next.value };
  } catch (error) {
    if (error instanceof SyntaxError) return { fault: error.message };
    throw error;
  }
}

const reply: ParquetReply = await convert(new URL(import.meta.url).searchParams.get("file")!);

export default reply;
