/**
 * Training on a page: loads the program of the worker and the records of runs, which are in
 * elements of a single-file page or beside it as scripts, and gives one task to one worker.
 */
import type { RecordedRun, RerunMessage, RerunTask } from "@samebit/rerun";

/** What scripts beside the page define for this one. */
interface Shared {
  samebitRecords?: Record<string, RecordedRun>;
  samebitRerunWorker?: string;
}

const shared = globalThis as unknown as Shared;

const PROGRAM = "../assets/rerun_worker.js";

/** A record whose run is to be repeated. */
export interface Waiting {
  /** Its name among the records. */
  readonly name: string;
  /** The way from the page to the script that holds it. */
  readonly script: string;
}

/** The program of the worker and the records, each loaded once, on request. */
export class Program {
  private readonly loaded = new Map<string, Promise<unknown>>();
  /** A worker that waits for its task. */
  private spare: Worker | undefined;

  /** The record of a run; with it comes the program. */
  async bringRecord({ name, script }: Waiting): Promise<RecordedRun> {
    await this.bring();
    const records = shared.samebitRecords === undefined && await unpack("rerun-records");
    if (records) shared.samebitRecords = JSON.parse(records);
    if (shared.samebitRecords?.[name] === undefined) await this.load(script);
    const recorded = shared.samebitRecords?.[name];
    if (!recorded) throw new Error("its record is not in the file that should hold it");
    return recorded;
  }

  /** Brings the program, without which no job starts. */
  async bring(): Promise<void> {
    if (shared.samebitRerunWorker !== undefined) return;
    const program = await unpack("rerun-program");
    if (program !== undefined) shared.samebitRerunWorker = program;
    else await this.load(PROGRAM);
  }

  /** Starts a worker before there is a task, which then need not wait until its program is read. */
  async prepare(): Promise<void> {
    await this.bring();
    if (this.spare) return;
    const worker = this.spare = createWorker();
    // One that could not start is not given a task: the next tells why.
    worker.addEventListener("error", () => this.spare === worker && (this.spare = undefined));
  }

  /** Gives a task to a worker of its own; `hear` is called with all that it tells. */
  start(task: RerunTask, hear: (message: RerunMessage) => void): Job {
    const worker = this.spare ?? createWorker();
    this.spare = undefined;
    let stopped = false;
    const tell = (message: RerunMessage) => {
      if (!stopped) hear(message);
    };
    worker.addEventListener("message", ({ data }: MessageEvent<RerunMessage>) => tell(data));
    worker.addEventListener("error", ({ message }) => {
      const reason = message || "the browser refuses the worker";
      tell({ kind: "failed", reason: `It could not be run: ${reason}` });
    });
    worker.postMessage(task);
    return {
      stop() {
        stopped = true;
        worker.terminate();
      },
    };
  }

  private load(src: string): Promise<unknown> {
    const under = this.loaded.get(src);
    if (under) return under;
    const promise = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = src;
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => {
        this.loaded.delete(src);
        reject(new Error(`${src} is not beside this page; keep the folder together`));
      });
      document.head.append(script);
    });
    this.loaded.set(src, promise);
    return promise;
  }
}

/** What a single-file page holds in an element; nothing if it is beside the page. */
async function unpack(id: string): Promise<string | undefined> {
  const held = document.getElementById(id);
  if (held === null) return undefined;
  const bytes = Uint8Array.from(atob(held.textContent), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return await new Response(stream).text();
}

function createWorker(): Worker {
  const url = URL.createObjectURL(
    new Blob([shared.samebitRerunWorker!], { type: "text/javascript" }),
  );
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  return worker;
}

/** A worker with its task. */
export interface Job {
  /** Ends it; it tells nothing more. */
  stop(): void;
}

/** How kernels are called on a page. */
export function nameOfKernels({ because }: Extract<RerunMessage, { kind: "begun" }>): string {
  return because === undefined
    ? "by WebAssembly"
    : `by plain scripts, since this browser has no such WebAssembly (${because})`;
}

/** Why something went wrong, as a sentence. */
export function faultOf(error: unknown): string {
  return `It could not be run: ${error instanceof Error ? error.message : String(error)}.`;
}

/** A time in seconds, in readable form. */
export function showSeconds(value: number): string {
  if (value >= 90) return `${Math.round(value / 60)} min`;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
}
