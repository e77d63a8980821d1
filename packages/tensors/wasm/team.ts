/**
 * The threads that share large operations: the caller's own and helpers (worker.ts). An operation is
 * cut into parts that write different elements, so that the number of threads changes no bit.
 *
 * Helpers take part from when they have started; until then, and for small operations, the caller
 * works alone.
 */
import type { WasmFunctions } from "./functions.ts";
import type { KernelMemory } from "./memory.ts";
import { MAILBOX, threadLayout } from "./program/layout.ts";
import { type Program, writeProgram } from "./program/program.ts";
import { NOBODY, STOP } from "./program/serve.ts";
import type { HelperStart } from "./worker.ts";

/** An operation that can be shared. */
export type JobName = Exclude<keyof WasmFunctions, "sumOfSquares">;

/** The arguments for the part of an operation that begins at `from` and has `count` items. */
export type ArgumentsOfPart = (from: number, count: number) => number[];

/** The threads of a set of kernels. */
export interface Team {
  /** Whether operations are shared at all that do so much work, in elementary steps. */
  shares(work: number): boolean;
  /** Runs an operation over `size` items, cut between multiples of `unit`. */
  share(job: JobName, size: number, unit: number, argumentsOfPart: ArgumentsOfPart): void;
  /** Waits until all helpers have started. */
  started(): Promise<void>;
  close(): void;
}

/** What a team is made of. */
export interface TeamOptions {
  readonly threads: number;
  /** The least work that is shared; below it, handing over costs more than it saves. */
  readonly leastWork: number;
  readonly memory: KernelMemory;
  /** The caller's own functions. */
  readonly call: WasmFunctions & { readonly join?: (address: number, value: number) => void };
  /** The numbers of the jobs are the same in every thread. */
  readonly jobs: Program["jobs"];
}

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
  const join = call.join as (address: number, value: number) => void;
  const numbers = new Map([...jobs.keys()].map((name, index) => [name, index + 1]));
  const helpers = Array.from({ length: threads - 1 }, (_, i) => startHelper(memory, i + 1));

  return {
    shares: (work) => work >= leastWork && helpers.every((helper) => helper.isReady()),

    share(job, size, unit, argumentsOfPart) {
      const part = Math.ceil(size / threads / unit) * unit;
      const { parameters } = jobs.get(job)!;
      const given = (from: number) => argumentsOfPart(from, Math.min(part, size - from));
      for (let i = 1; i * part < size; i++) {
        helpers[i - 1].post(numbers.get(job)!, parameters, given(i * part));
      }
      call[job](...given(0));
      for (let i = 1; i * part < size; i++) {
        if (helpers[i - 1].takeBack()) call[job](...given(i * part));
        else helpers[i - 1].join(join);
      }
    },

    started: async () => {
      await Promise.all(helpers.map((helper) => helper.started()));
    },

    close: () => helpers.forEach((helper) => helper.stop()),
  };
}

/** A thread as seen from the caller's. */
interface Helper {
  started(): Promise<void>;
  isReady(): boolean;
  /** Begins a job. */
  post(job: number, kinds: readonly string[], given: readonly number[]): void;
  /** Whether the job was not begun and never will be: on a busy machine the helper may be late. */
  takeBack(): boolean;
  /** Waits for the end of the job. */
  join(wait: (address: number, value: number) => void): void;
  stop(): void;
}

function startHelper(memory: KernelMemory, thread: number): Helper {
  const module = new WebAssembly.Module(writeProgram(memory, thread).bytes);
  const { mailbox } = threadLayout(thread);
  const words = new Int32Array(memory.buffer);
  const floats = new Float32Array(memory.buffer);
  const at = (field: number) => (mailbox + field) / 4;
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  worker.postMessage({ module, memory: memory.memory } satisfies HelperStart);
  let requests = 0;

  function post(job: number, kinds: readonly string[], given: readonly number[]): void {
    words[at(MAILBOX.job)] = job;
    given.forEach((value, index) => {
      const place = at(MAILBOX.arguments) + index;
      if (kinds[index] === "f32") floats[place] = value;
      else words[place] = value;
    });
    requests = (requests + 1) & 0x7fffffff || 1;
    Atomics.store(words, at(MAILBOX.unclaimed), requests);
    Atomics.store(words, at(MAILBOX.request), requests);
    if (Atomics.load(words, at(MAILBOX.sleeping)) !== 0) {
      Atomics.notify(words, at(MAILBOX.request));
    }
  }

  return {
    started: async () => {
      await Atomics.waitAsync(words, at(MAILBOX.ready), 0).value;
    },
    isReady: () => Atomics.load(words, at(MAILBOX.ready)) !== 0,
    post,
    takeBack: () =>
      Atomics.compareExchange(words, at(MAILBOX.unclaimed), requests, NOBODY) === requests,
    join: (wait) => wait(mailbox + MAILBOX.done, requests),
    stop() {
      post(STOP, [], []);
      worker.terminate();
    },
  };
}
