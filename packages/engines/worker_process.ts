/**
 * A worker process, seen from its parent: started when it is first needed and again after it has
 * died, killed if it says nothing for too long. It has only the rights to read and to write below
 * the folder of its runs. Whether a run is retried is decided elsewhere.
 *
 * A run that uses kinds of a folder's own gets a process to itself, since their code is a stranger's:
 * it reads that folder, the data and the packages, writes in its own run's folder, and what it
 * leaves in memory reaches no other run.
 *
 * @module
 */
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "@samebit/runlog";
import type { KernelsChoice } from "./backend.ts";
import { makeFolder, type RunJob } from "@samebit/store";
import { hasOwnKinds } from "@samebit/solver";
import { loaderVariables, pathsOfRight } from "@samebit/sandbox";
import { isEnd, type JobEnd, type JobEvent, type JobNews } from "./job_event.ts";
import { readLine } from "./json_lines.ts";
import type { WorkerRequest } from "./run_worker.ts";

/** How a worker process does runs. */
export interface WorkerOptions {
  /** The folder below which runs are written. */
  readonly out: string;
  /** Where the files of data sets are. */
  readonly dataDir: string;
  /** The folder whose own kinds plans may use; none may if left out. */
  readonly kindsDir?: string;
  /** Which kernels to use. */
  readonly kernels: KernelsChoice;
  /** After how many seconds the next checkpoint of a run is due; 10 if left out. */
  readonly checkpointSeconds?: number;
  /**
   * After how many seconds without a message the process counts as stuck and is killed; 300 if left
   * out. It sends messages between two steps and when it has loaded its data, so it must be longer
   * than these take.
   */
  readonly stuckSeconds?: number;
  /** The largest JavaScript heap in MiB; 512 if left out. The memory of tensors comes on top. */
  readonly heapMebibytes?: number;
  /** How many states of intermediate epochs are kept with each run; 0 if left out. */
  readonly keepStates?: number;
  /** What `environment.json` says. */
  readonly environment: JsonObject;
}

const STUCK_SECONDS = 300;

/** How many starts for one job may fail before starting itself counts as broken. */
const MOST_STARTS = 3;

/** Into how many ticks the time until a silent process is killed is divided. */
const TICKS = 10;

/** One process, which does one run at a time. */
export class WorkerProcess implements AsyncDisposable {
  readonly #options: WorkerOptions;
  readonly #writable: string;
  #process: Deno.ChildProcess | undefined;
  #isForOne = false;
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

  /** Does one run and reports its events until it ends; returns how it ended. */
  async run(job: RunJob, onNews: (news: JobNews) => void): Promise<JobEnd> {
    for (let starts = 1;; starts++) {
      const ended = await this.#try(job, onNews);
      // A process that died while idle is not a failure of the next run.
      if (ended !== "not taken") return ended;
      if (starts === MOST_STARTS) {
        const reason = `No worker process lived long enough to take it, after ${starts} starts`;
        return { kind: "failed", reason };
      }
    }
  }

  /** Ends the run in progress after its step, with a checkpoint, and then the process. */
  pause(): void {
    // Fails if the process is gone already, which is what was wanted.
    this.#input?.close().catch(() => {});
    this.#input = undefined;
  }

  /** Ends the process once it is idle; the next run starts another. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.pause();
    const process = this.#process;
    if (process === undefined) return;
    using _watch = watchSilence(this.#options.stuckSeconds ?? STUCK_SECONDS, () => kill(process));
    await process.status;
    this.#process = undefined;
  }

  async #try(
    job: RunJob,
    onNews: (news: JobNews) => void,
  ): Promise<JobEnd | "not taken"> {
    const { dataDir, kernels, environment } = this.#options;
    const { checkpointSeconds = 10, stuckSeconds = STUCK_SECONDS, keepStates = 0 } = this.#options;
    const { kindsDir } = this.#options;
    const isForOne = hasOwnKinds(job.plan);
    if (isForOne || this.#isForOne) await this[Symbol.asyncDispose]();
    this.#isForOne = isForOne;
    const process = this.#process ??= this.#start(isForOne ? this.#rightsFor(job) : this.#rights());
    const request: WorkerRequest = {
      ...{ job, dataDir, kernels, environment, checkpointSeconds, keepStates },
      ...(kindsDir !== undefined && { kindsDir }),
    };
    let hasStarted = false;
    let isStuck = false;
    using watch = watchSilence(stuckSeconds, () => {
      isStuck = true;
      kill(process);
    });
    try {
      await this.#input?.write(new TextEncoder().encode(JSON.stringify(request) + "\n"));
      while (true) {
        const next = await this.#lines!.next();
        if (next.done) break;
        watch.heard();
        const event = readLine<JobEvent>(next.value);
        if (event === undefined) continue;
        if (isEnd(event)) return event;
        hasStarted = true;
        onNews(event);
      }
    } catch (error) {
      // A broken pipe: the process is gone, and its status says more than the pipe does.
      if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
    }
    const wasPaused = this.#input === undefined;
    const { code, signal } = await process.status;
    this.#process = undefined;
    if (!hasStarted && !isStuck) return wasPaused ? { kind: "paused" } : "not taken";
    const reason = isStuck
      ? `The worker process was silent for ${stuckSeconds} s and was killed`
      : `The worker process ended with ${signal ?? `status ${code}`}`;
    return { kind: "failed", reason };
  }

  /** What a worker process may do. */
  #rights(): string[] {
    return ["--allow-read", `--allow-write=${this.#writable}`];
  }

  /** What it may do for a run with code that is not ours. */
  #rightsFor({ folder }: RunJob): string[] {
    const { out, dataDir, kindsDir = "." } = this.#options;
    // It may not make what lies above its folder.
    makeFolder(folder);
    const packages = fileURLToPath(new URL("../", import.meta.url));
    return [
      `--allow-read=${pathsOfRight([packages, out, dataDir, kindsDir])}`,
      `--allow-write=${pathsOfRight([folder])}`,
    ];
  }

  #start(rights: readonly string[]): Deno.ChildProcess {
    const { kernels, heapMebibytes = 512 } = this.#options;
    const program = new URL("./run_worker.ts", import.meta.url);
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        "--no-prompt",
        `--v8-flags=--max-old-space-size=${heapMebibytes}`,
        ...rights,
        ...(kernels.name === "native" ? [`--allow-ffi=${kernels.library}`] : []),
        program.protocol === "file:" ? fileURLToPath(program) : program.href,
      ],
      env: loaderVariables(),
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

/** A watch for messages of a process. */
interface Watch extends Disposable {
  /** Notes that there was one. */
  heard(): void;
}

/**
 * Calls `onSilent` after that many seconds without a message, and again each time as many more have
 * passed. It counts ticks of this process instead of reading a clock, so that time in which this
 * process itself was stopped, or the machine slept, does not count against the other.
 */
function watchSilence(seconds: number, onSilent: () => void): Watch {
  let silent = 0;
  const timer = setInterval(() => {
    if (++silent % TICKS === 0) onSilent();
  }, seconds * 1000 / TICKS);
  return {
    heard: () => silent = 0,
    [Symbol.dispose]: () => clearInterval(timer),
  };
}

function kill(process: Deno.ChildProcess): void {
  try {
    process.kill("SIGKILL");
  } catch (error) {
    // It has ended by itself meanwhile.
    if (!(error instanceof TypeError)) throw error;
  }
}
