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
import type { Backend } from "./backend.ts";
import type { Engine, EngineEvent } from "./engine.ts";
import type { RunJob } from "./record_run.ts";
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
  readonly backend: Backend;
  /** What `environment.json` says. */
  readonly environment: JsonObject;
}

/** An engine of worker processes. */
export function createLocalEngine(options: LocalEngineOptions): Engine {
  return {
    workers: options.workers,
    async run(jobs, { keepGoing, signal, onEvent }) {
      const waiting = [...jobs];
      const stop = new AbortController();
      const ending = AbortSignal.any([signal, stop.signal]);
      const work = async () => {
        using worker = new WorkerProcess(options);
        const kill = () => worker.kill();
        ending.addEventListener("abort", kill);
        while (!ending.aborted) {
          const job = waiting.shift();
          if (job === undefined) break;
          onEvent({ kind: "started", job });
          const failed = await worker.run(job, onEvent);
          if (ending.aborted) break;
          onEvent(failed === undefined ? { kind: "finished", job } : failed);
          if (failed !== undefined && !keepGoing) stop.abort();
        }
        ending.removeEventListener("abort", kill);
      };
      const count = Math.min(options.workers, jobs.length);
      await Promise.all(Array.from({ length: count }, work));
    },
  };
}

/** One process, started when it is first needed and again after it has died. */
class WorkerProcess implements Disposable {
  readonly #options: LocalEngineOptions;
  #process: Deno.ChildProcess | undefined;
  #lines: AsyncIterator<string> | undefined;
  #input: WritableStreamDefaultWriter<Uint8Array> | undefined;

  constructor(options: LocalEngineOptions) {
    this.#options = options;
  }

  /** Makes one run; returns how it failed, undefined if it did not. */
  async run(
    job: RunJob,
    onEvent: (event: EngineEvent) => void,
  ): Promise<(EngineEvent & { kind: "failed" }) | undefined> {
    this.#process ??= this.#start();
    const { dataDir, backend, environment } = this.#options;
    const line: WorkerJob = { ...job, dataDir, backend, environment };
    try {
      await this.#input!.write(new TextEncoder().encode(JSON.stringify(line) + "\n"));
      while (true) {
        const next = await this.#lines!.next();
        if (next.done) break;
        const message = JSON.parse(next.value) as WorkerMessage;
        if (message.kind === "finished") return undefined;
        if (message.kind === "failed") {
          return { ...message, job };
        }
        onEvent({ kind: "progress", job, progress: message.progress });
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

  kill(): void {
    try {
      this.#process?.kill("SIGTERM");
    } catch (error) {
      // Gone already: what was asked for.
      if (!(error instanceof TypeError)) throw error;
    }
  }

  [Symbol.dispose](): void {
    // The end of its input ends an idle worker.
    this.#input?.close().catch(() => {});
  }

  #start(): Deno.ChildProcess {
    const program = new URL("./run_worker.ts", import.meta.url);
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        "--no-prompt",
        "--allow-read",
        `--allow-write=${this.#options.out}`,
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
