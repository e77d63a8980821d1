/**
 * The threads that share large operations: the caller's own and helpers (worker.ts). An operation
 * is cut into parts that write different elements, so that neither the number of threads nor their
 * division of work changes a bit.
 *
 * Helpers take part once they have started; until then, and for small operations, the caller works
 * alone.
 */
import type { WasmFunctions } from "./functions.ts";
import type { KernelMemory } from "./memory.ts";
import { BOARD, MOST_PARTS, PART_BYTES } from "./program/layout.ts";
import { type Program, writeProgram } from "./program/program.ts";
import { STOP } from "./program/serve.ts";
import type { HelperStart } from "./worker.ts";

/** An operation that can be shared. */
export type JobName = Exclude<keyof WasmFunctions, "sumOfSquares" | "finish">;

/** How an operation can be cut. */
export interface Cut {
  /** Multiplications, or updated elements. */
  readonly work: number;
  /** How many items, such as rows, are to be divided among the parts. */
  readonly size: number;
  /** Parts begin at multiples of so many items. */
  readonly unit: number;
  /** The arguments for the part that begins at item `from` and has `count` of them. */
  readonly part: (from: number, count: number) => readonly number[];
}

/** The threads of a set of kernels. */
export interface Team {
  /** Whether an operation of so much work is shared. */
  shares(work: number): boolean;
  /** Runs an operation, and returns when all its parts are done. */
  share(job: JobName, cut: Cut): void;
  /** Waits until all helpers have started. */
  started(): Promise<void>;
  close(): void;
}

/** The options of a team. */
export interface TeamOptions {
  readonly threads: number;
  /** The least work that is shared; below it, distribution costs more than it saves. */
  readonly leastWork: number;
  readonly memory: KernelMemory;
  /** The caller's own functions. */
  readonly call: WasmFunctions;
  /** The functions that can be shared, the same in all threads. */
  readonly jobs: Program["jobs"];
}

/**
 * From this work on, an operation has several parts for each thread: cores are seldom equally busy.
 */
const LARGE_WORK = 10_000_000;
const PARTS_PER_THREAD = 4;

/** A team of one, which shares nothing. */
export function createLoneTeam(): Team {
  return {
    shares: () => false,
    share: () => {
      throw new TypeError("Cannot share an operation: there is one thread");
    },
    started: () => Promise.resolve(),
    close: () => {},
  };
}

/** Starts the helpers, one fewer than there are threads. */
export function createTeam({ threads, leastWork, memory, call, jobs }: TeamOptions): Team {
  const words = new Int32Array(memory.buffer);
  const floats = new Float32Array(memory.buffer);
  const names = [...jobs.keys()];
  const helpers = Array.from({ length: threads - 1 }, (_, i) => startHelper(memory, i + 1));
  const startedHelpers = () => Atomics.load(words, BOARD.started / 4);

  /** Writes a new ticket, for all threads to see. */
  function publish(ticket: number): void {
    Atomics.store(words, BOARD.ticket / 4, ticket);
    if (Atomics.load(words, BOARD.sleepers / 4) > 0) Atomics.notify(words, BOARD.ticket / 4);
  }

  return {
    shares: (work) => work >= leastWork && startedHelpers() > 0,

    share(job, { work, size, unit, part }) {
      const wanted = work < LARGE_WORK ? threads : Math.min(PARTS_PER_THREAD * threads, MOST_PARTS);
      const step = Math.ceil(size / wanted / unit) * unit;
      const { parameters } = jobs.get(job)!;
      let parts = 0;
      for (let from = 0; from < size; from += step) {
        const place = (BOARD.parts + PART_BYTES * parts++) / 4;
        part(from, Math.min(step, size - from)).forEach((value, index) => {
          if (parameters[index] === "f32") floats[place + index] = value;
          else words[place + index] = value;
        });
      }
      words[BOARD.job / 4] = names.indexOf(job);
      words[BOARD.finished / 4] = 0;
      publish(parts);
      call.finish(parts);
    },

    async started() {
      for (let count = startedHelpers(); count < helpers.length; count = startedHelpers()) {
        await Atomics.waitAsync(words, BOARD.started / 4, count).value;
      }
    },

    close() {
      publish(STOP);
      for (const helper of helpers) helper.terminate();
    },
  };
}

function startHelper(memory: KernelMemory, thread: number): Worker {
  const module = new WebAssembly.Module(writeProgram(memory, thread).bytes);
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  worker.postMessage({ module, memory: memory.memory } satisfies HelperStart);
  return worker;
}
