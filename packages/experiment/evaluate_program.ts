/**
 * The program inside the sandbox of evaluate_file.ts: takes the URL of an experiment file on standard
 * input, has a thread run it, and writes what the thread says as the last line of standard output.
 * Meanwhile it looks after what the whole process takes: typed arrays, WebAssembly and further
 * threads count as any other memory does. The file's code cannot reach it from its thread.
 *
 * @module
 */
import process from "node:process";
import type { EvaluateReply } from "./evaluate_worker.ts";

/** The memory that an experiment file may take with all its threads, in MiB. */
export const MOST_MEMORY = 512;

/**
 * What an experiment file may write to the disk in MiB, such as SQLite's temporary files. On Windows
 * Deno counts none of it; there SQLite finds no folder for such files.
 */
export const MOST_WRITTEN = 16;

/** How the process ends where a file has taken too much. */
export const TOO_MUCH = { memory: 86, written: 87 } as const;

/** How often it is looked, in milliseconds: memory grows by a few MiB in between. */
const EVERY_MS = 4;

/** What the system counts as a block, in bytes. */
const BLOCK = 512;

const MIB = 2 ** 20;

if (import.meta.main) {
  const url = await new Response(Deno.stdin.readable).text();
  const before = writtenBytes();
  // It keeps nobody waiting: where the thread has ended without a word, so does the process.
  Deno.unrefTimer(setInterval(() => {
    if (Deno.memoryUsage().rss > MOST_MEMORY * MIB) Deno.exit(TOO_MUCH.memory);
    if (writtenBytes() - before > MOST_WRITTEN * MIB) Deno.exit(TOO_MUCH.written);
  }, EVERY_MS));
  const bytes = new TextEncoder().encode(`\n${await replyOf(url)}\n`);
  for (let written = 0; written < bytes.length;) {
    written += Deno.stdout.writeSync(bytes.subarray(written));
  }
  // What the file left running, such as a timer, must not keep anybody waiting.
  Deno.exit();
}

/** What the thread says first, or what ended it. */
function replyOf(url: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const program = new URL("./evaluate_worker.ts", import.meta.url);
  const thread = new Worker(program, { type: "module", name: url });
  thread.onmessage = ({ data }) => resolve(String(data));
  thread.onerror = (event) => {
    event.preventDefault();
    const reply: EvaluateReply = { kind: "error", error: event.message };
    resolve(JSON.stringify(reply));
  };
  return promise;
}

/** What this process has had written to the disk. */
function writtenBytes(): number {
  return process.resourceUsage().fsWrite * BLOCK;
}
