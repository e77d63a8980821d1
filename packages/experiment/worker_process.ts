/**
 * A worker process as whoever makes runs sees it: started when it is first needed, and again after
 * it has died. It has the rights to read and to write below the folder of its runs and nothing else.
 *
 * @module
 */
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "@samebit/runlog";
import type { KernelsChoice } from "./backend.ts";
import type { EngineEvent } from "./engine.ts";
import type { RunJob } from "./record_run.ts";
import { pathsOfRight } from "./rights.ts";
import type { WorkerJob, WorkerMessage } from "./run_worker.ts";

/** How a worker process makes runs. */
export interface WorkerOptions {
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

/** How a run ended in a worker. */
export type RunEnd = EngineEvent & { readonly kind: "finished" | "paused" | "failed" };

/** One process, which makes one run at a time. */
export class WorkerProcess implements AsyncDisposable {
  readonly #options: WorkerOptions;
  readonly #writable: string;
  #process: Deno.ChildProcess | undefined;
  #lines: AsyncIterator<string> | undefined;
  #input: WritableStreamDefaultWriter<Uint8Array> | undefined;

  /**
   * Starts nothing yet.
   *
   * @throws {BadInput} The folder's path has a comma in it, which Deno's rights cannot name.
   */
  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#writable = pathsOfRight([options.out]);
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
