/**
 * Makes runs in worker processes on this machine, each with the rights to read and to write below
 * the output folder and nothing else. A process and not a thread, so that a worker that crashes or
 * runs out of memory costs its own run only.
 *
 * @module
 */
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "@samebit/runlog";
import type { KernelsChoice } from "./backend.ts";
import type { Engine, EngineEvent } from "./engine.ts";
import type { RunJob } from "./record_run.ts";
import { pathsOfRight } from "./rights.ts";
import type { WorkerJob, WorkerMessage } from "./run_worker.ts";

/** What the local engine is given. */
export interface LocalEngineOptions {
  /** How many processes; at least 1. */
  readonly workers: number;
  /** The folder below which runs are written. */
  readonly out: string;
  /** Where the files of data sets lie. */
  readonly dataDir: string;
  /** Which kernels to use. */
  readonly kernels: KernelsChoice;
  /** After how many seconds the next checkpoint of a run is due; 10 if left out. */
  readonly checkpointSeconds?: number;
  /** What `environment.json` says. */
  readonly environment: JsonObject;
}

/**
 * An engine of worker processes.
 *
 * @throws {BadInput} The output folder's path has a comma in it, which Deno's rights cannot name.
 */
export function createLocalEngine(options: LocalEngineOptions): Engine {
  const writable = pathsOfRight([options.out]);
  return {
    workers: options.workers,
    async run(jobs, { keepGoing, signal, onEvent }) {
      const waiting = [...jobs];
      const stop = new AbortController();
      const ending = AbortSignal.any([signal, stop.signal]);
      const work = async () => {
        await using worker = new WorkerProcess(options, writable);
        const pause = () => worker.pause();
        ending.addEventListener("abort", pause);
        while (!ending.aborted) {
          const job = waiting.shift();
          if (job === undefined) break;
          onEvent({ kind: "started", job });
          const ended = await worker.run(job, onEvent);
          onEvent(ended);
          if (ended.kind === "failed" && !keepGoing) stop.abort();
        }
        ending.removeEventListener("abort", pause);
      };
      const count = Math.min(options.workers, jobs.length);
      await Promise.all(Array.from({ length: count }, work));
    },
  };
}

/** How a run ended in a worker. */
type RunEnd = EngineEvent & { readonly kind: "finished" | "paused" | "failed" };

/** One process, started when it is first needed and again after it has died. */
class WorkerProcess implements AsyncDisposable {
  readonly #options: LocalEngineOptions;
  readonly #writable: string;
  #process: Deno.ChildProcess | undefined;
  #lines: AsyncIterator<string> | undefined;
  #input: WritableStreamDefaultWriter<Uint8Array> | undefined;

  constructor(options: LocalEngineOptions, writable: string) {
    this.#options = options;
    this.#writable = writable;
  }

  /** Makes one run and tells of it; returns how it ended. */
  async run(job: RunJob, onEvent: (event: EngineEvent) => void): Promise<RunEnd> {
    this.#process ??= this.#start();
    const { dataDir, kernels, environment, checkpointSeconds = 10 } = this.#options;
    const line: WorkerJob = { ...job, dataDir, kernels, environment, checkpointSeconds };
    try {
      await this.#input!.write(new TextEncoder().encode(JSON.stringify(line) + "\n"));
      while (true) {
        const next = await this.#lines!.next();
        if (next.done) break;
        const message = readMessage(next.value);
        if (message === undefined) continue;
        const event = { ...message, job };
        if (event.kind === "progress" || event.kind === "notice") onEvent(event);
        else return event;
      }
    } catch (error) {
      // A broken pipe: the process is gone, and its status says more than the pipe does.
      if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
    }
    const { code, signal } = await this.#process.status;
    this.#process = undefined;
    return {
      kind: "failed",
      job,
      reason: `The worker process ended with ${signal ?? `status ${code}`}`,
    };
  }

  /** Lets the run that is being made end after its step, with a checkpoint, and then the process. */
  pause(): void {
    // Fails where the process is gone already, which is what was asked for.
    this.#input?.close().catch(() => {});
    this.#input = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.pause();
    await this.#process?.status;
  }

  #start(): Deno.ChildProcess {
    const { kernels } = this.#options;
    const program = new URL("./run_worker.ts", import.meta.url);
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        "--no-prompt",
        "--allow-read",
        `--allow-write=${this.#writable}`,
        ...(kernels.name === "native" ? [`--allow-ffi=${kernels.library}`] : []),
        program.protocol === "file:" ? fileURLToPath(program) : program.href,
      ],
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    this.#input = child.stdin.getWriter();
    const output = Readable.fromWeb(child.stdout as Parameters<typeof Readable.fromWeb>[0]);
    this.#lines = createInterface({ input: output })[Symbol.asyncIterator]();
    return child;
  }
}

/** A line of a worker; undefined where it died in the middle of it. */
function readMessage(line: string): WorkerMessage | undefined {
  try {
    return JSON.parse(line) as WorkerMessage;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
