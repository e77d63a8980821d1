/**
 * The program inside the sandbox of evaluate_file.ts: takes an order for an experiment file on
 * standard input, has a thread run the file, and writes what the thread says as the last line of
 * standard output. Meanwhile it watches what the process as a whole uses: typed arrays, WebAssembly
 * and further threads count like any other memory, and their processor time like the file's own.
 * The file's code cannot reach it from its thread.
 *
 * @module
 */
import process from "node:process";
import type { EvaluateReply } from "./evaluate_worker.ts";

/** What is to be evaluated. */
export interface EvaluateOrder {
  /** Where the file is. */
  readonly url: string;
  /** How much processor time the file may take. */
  readonly workSeconds: number;
  /** The memory that it may take with all its threads, in MiB. */
  readonly memory: number;
}

/** What it may take of that for what its code makes other than typed arrays, in MiB. */
export const MOST_HEAP = 512;

/**
 * What an experiment file may write to the disk in MiB, such as SQLite's temporary files. On Windows
 * Deno counts none of it; there SQLite finds no folder for such files.
 */
export const MOST_WRITTEN = 16;

/** The exit status of the process if a file has used too much. */
export const TOO_MUCH = { memory: 86, written: 87, work: 88 } as const;

/** The interval of checks in milliseconds: memory grows by a few MiB in between. */
const EVERY_MS = 4;

/** What the system counts as a block, in bytes. */
const BLOCK = 512;

const MIB = 2 ** 20;

if (import.meta.main) {
  const { url, workSeconds, memory } = await new Response(Deno.stdin.readable)
    .json() as EvaluateOrder;
  const before = writtenBytes();
  let workBefore = Infinity;
  // It does not keep the process alive: if the thread ends without a word, so does the process.
  Deno.unrefTimer(setInterval(() => {
    if (Deno.memoryUsage().rss > memory * MIB) Deno.exit(TOO_MUCH.memory);
    if (writtenBytes() - before > MOST_WRITTEN * MIB) Deno.exit(TOO_MUCH.written);
    if (work() - workBefore > workSeconds) Deno.exit(TOO_MUCH.work);
  }, EVERY_MS));
  const reply = await replyOf(url, () => workBefore = work());
  const bytes = new TextEncoder().encode(`\n${reply}\n`);
  for (let written = 0; written < bytes.length;) {
    written += Deno.stdout.writeSync(bytes.subarray(written));
  }
  // What the file left running, such as a timer, must not delay the end.
  Deno.exit();
}

/**
 * What the thread says about the file, or what ended it. Before any of the file's code runs it says
 * that it begins, so nothing that the code says comes first.
 */
function replyOf(url: string, onBegin: () => void): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const program = new URL("./evaluate_worker.ts", import.meta.url);
  const thread = new Worker(program, { type: "module", name: url });
  thread.onmessage = () => {
    onBegin();
    thread.onmessage = ({ data }) => resolve(String(data));
  };
  thread.onerror = (event) => {
    event.preventDefault();
    const reply: EvaluateReply = { kind: "error", error: event.message };
    resolve(JSON.stringify(reply));
  };
  return promise;
}

/** What this process has caused to be written to the disk. */
function writtenBytes(): number {
  return process.resourceUsage().fsWrite * BLOCK;
}

/** The processor time that this process has taken with all its threads, in seconds. */
function work(): number {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  return (userCPUTime + systemCPUTime) / 1e6;
}
