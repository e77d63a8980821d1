/**
 * Makes a CSV file of a Parquet file, beside it and under its name. A CSV file that is already there
 * is never replaced: experiments may have been run with it. The Parquet file is read in the sandbox,
 * since the lengths in a damaged one keep its reader busy for ever.
 *
 * @module
 */
import { BadInput, escapeText } from "@samebit/input";
import { convertFile, type Patience } from "@samebit/sandbox";
import { exists, sameBytes } from "@samebit/store";
import type { Terminal } from "@samebit/terminal";
import type { ParquetReply } from "./parquet_program.ts";

const PROGRAM = new URL("./parquet_program.ts", import.meta.url);

/** What a file may take: ten times what one of numbers and words takes on a slow machine. */
const SECONDS = 20;
const SECONDS_PER_MIB = 5;

/** How much of two files is compared at a time. */
const PIECE = 1 << 20;

/**
 * Writes the CSV file and returns its path.
 *
 * @param patience How long it may take; by its size if left out.
 * @throws {BadInput} The file cannot be read, or not in that time, or there is a CSV file of that name
 *   with other content.
 */
export async function convertParquet(
  path: string,
  terminal: Terminal,
  patience?: Patience,
): Promise<string> {
  const file = path.replace(/\.parquet$/i, ".csv");
  const part = `${file}.${crypto.randomUUID()}.part`;
  try {
    const { rows, columns } = await convertTo(part, path, patience ?? await patienceFor(path));
    const shape = `${rows} rows, ${columns} columns`;
    if (!await exists(file)) {
      await Deno.rename(part, file);
      terminal.print(escapeText(`Wrote ${file} from ${path}: ${shape}`));
    } else if (await haveSameBytes(part, file)) {
      terminal.print(escapeText(`${file} already has the content of ${path}: ${shape}`));
    } else {
      throw new BadInput(
        file,
        `exists already, and its content is not that of ${path}; move it away to write it anew`,
      );
    }
    return file;
  } finally {
    await Deno.remove(part).catch(() => {});
  }
}

async function patienceFor(path: string): Promise<Patience> {
  // A file that is not there is refused by who reads it.
  const { size } = await Deno.stat(path).catch(() => ({ size: 0 }));
  const workSeconds = SECONDS + Math.ceil(size / 2 ** 20) * SECONDS_PER_MIB;
  return { workSeconds, waitSeconds: 6 * workSeconds };
}

/** Writes the CSV of a Parquet file to `part`, which is new. */
async function convertTo(
  part: string,
  path: string,
  patience: Patience,
): Promise<Exclude<ParquetReply, { fault: string }>> {
  using output = await Deno.open(part, { write: true, createNew: true });
  const reply = await convertFile(path, PROGRAM, patience, async (bytes) => {
    for (let at = 0; at < bytes.length;) at += await output.write(bytes.subarray(at));
  }) as ParquetReply;
  if ("fault" in reply) throw new BadInput(path, reply.fault);
  await output.truncate(reply.bytes);
  return reply;
}

async function haveSameBytes(a: string, b: string): Promise<boolean> {
  using first = await Deno.open(a);
  using second = await Deno.open(b);
  const [one, other] = [new Uint8Array(PIECE), new Uint8Array(PIECE)];
  while (true) {
    const [read, readOther] = [await fill(first, one), await fill(second, other)];
    if (read !== readOther) return false;
    if (read === 0) return true;
    if (!sameBytes(one.subarray(0, read), other.subarray(0, read))) return false;
  }
}

/** Reads until the buffer is full or the file ends; how many bytes that were. */
async function fill(file: Deno.FsFile, buffer: Uint8Array): Promise<number> {
  let at = 0;
  while (at < buffer.length) {
    const read = await file.read(buffer.subarray(at));
    if (read === null) break;
    at += read;
  }
  return at;
}
