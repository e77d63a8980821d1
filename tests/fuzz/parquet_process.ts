/**
 * A process that converts one Parquet file after another, so that a test can end it when a damaged one
 * keeps it busy: it takes files on standard input, each after its length in four bytes, and answers
 * each with a line of JSON. Its argument is what files are called in messages.
 */
import { assertEquals } from "@std/assert";
import { csvOfParquet } from "@samebit/tables/parquet";

/** What became of a file. */
export type Conversion =
  | { readonly csv: string; readonly rows: number; readonly columns: number }
  | { readonly error: string; readonly message: string };

/** How long a file may take, on a machine that does other things besides. */
const MOST_MS = 250;

/** How many MiB its objects may take. */
const MOST_HEAP = 256;

/** Converts files in a process, in a new one whenever a file has ended it. */
export class Converter {
  #process: Deno.ChildProcess | undefined;
  #lines: AsyncIterator<string> | undefined;
  #writer: WritableStreamDefaultWriter<Uint8Array> | undefined;
  /** How many files have ended a process. */
  ended = 0;
  readonly #source: string;

  /** @param source What files are called in messages. */
  constructor(source: string) {
    this.#source = source;
  }

  /** What becomes of a file; undefined if it has ended the process, or was about to take too long. */
  async convert(bytes: Uint8Array): Promise<Conversion | undefined> {
    if (this.#process === undefined) await this.#start();
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, bytes.length);
    const sent = this.#writer!.write(Uint8Array.from([...length, ...bytes])).catch(() => {});
    const late = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => late.resolve(undefined), MOST_MS);
    const answered = this.#lines!.next().then(({ value }) => value as string | undefined);
    const line = await Promise.race([answered, late.promise]);
    clearTimeout(timer);
    if (line !== undefined) return JSON.parse(line);
    this.ended++;
    await this.stop();
    await Promise.allSettled([sent, answered]);
    return undefined;
  }

  /** Ends the process. */
  async stop(): Promise<void> {
    try {
      this.#process?.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
    await this.#process?.status;
    this.#process = undefined;
  }

  async #start(): Promise<void> {
    const program = new URL(import.meta.url).pathname;
    this.#process = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--quiet", "--no-prompt", "--allow-read"],
        ...[`--v8-flags=--max-old-space-size=${MOST_HEAP}`, program, this.#source],
      ],
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    this.#writer = this.#process.stdin.getWriter();
    this.#lines = linesOf(this.#process.stdout);
    assertEquals((await this.#lines.next()).value, "ready");
  }
}

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) {
    text += decoder.decode(chunk, { stream: true });
    const lines = text.split("\n");
    text = lines.pop()!;
    yield* lines;
  }
}

async function convert(bytes: Uint8Array): Promise<Conversion> {
  const source = {
    byteLength: bytes.length,
    slice: (start: number, end?: number) => bytes.slice(start, end).buffer as ArrayBuffer,
  };
  try {
    const pieces = csvOfParquet(source, Deno.args[0]!);
    let csv = "";
    let next = await pieces.next();
    for (; !next.done; next = await pieces.next()) csv += next.value;
    return { csv, ...next.value };
  } catch (error) {
    const { name, message } = error as Error;
    return { error: name, message };
  }
}

function readFully(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length;) {
    const read = Deno.stdin.readSync(bytes.subarray(at));
    if (read === null) return false;
    at += read;
  }
  return true;
}

if (import.meta.main) {
  console.log("ready");
  const length = new Uint8Array(4);
  while (readFully(length)) {
    const bytes = new Uint8Array(new DataView(length.buffer).getUint32(0));
    if (!readFully(bytes)) break;
    console.log(JSON.stringify(await convert(bytes)));
  }
}
