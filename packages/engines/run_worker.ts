/**
 * The program of a worker process: takes one job a line on standard input, makes the run, and
 * tells of it a line at a time on standard output. It holds the last data set, so that the runs of
 * a sweep do not load it again and again. When its input ends, which it also does when whoever
 * started it dies, it finishes the step, leaves a checkpoint and ends.
 *
 * @module
 */
import { createInterface } from "node:readline";
import { stdin } from "node:process";
import { type Dataset, loadDataset } from "@samebit/datasets";
import type { JsonObject } from "@samebit/runlog";
import { createKernels, type KernelsChoice } from "./backend.ts";
import { createDataFolder, type RunJob } from "@samebit/store";
import { recordRun, type RunProgress, WrongData } from "./record_run.ts";

/** A job as it crosses the process border. */
export interface WorkerJob extends RunJob {
  /** Where the files of data sets lie. */
  readonly dataDir: string;
  /** Which kernels to use. */
  readonly kernels: KernelsChoice;
  /** After how many seconds the next checkpoint is due. */
  readonly checkpointSeconds: number;
  /** What `environment.json` says beside what the worker knows itself. */
  readonly environment: JsonObject;
}

/** What a worker tells. */
export type WorkerMessage =
  | { readonly kind: "taken" }
  | { readonly kind: "progress"; readonly progress: RunProgress }
  | { readonly kind: "notice"; readonly text: string }
  | { readonly kind: "finished" }
  | { readonly kind: "paused" }
  | {
    readonly kind: "failed";
    readonly reason: string;
    readonly stack?: string;
    readonly isUnable?: boolean;
  };

if (import.meta.main) {
  // Ctrl-C reaches every process of the terminal, SIGTERM every process of a batch job; it is the
  // engine that ends its workers, so that they leave a checkpoint.
  Deno.addSignalListener("SIGINT", () => {});
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", () => {});
  const ending = new AbortController();
  let held: { config: string; dataset: Dataset } | undefined;
  let work = Promise.resolve();
  createInterface({ input: stdin })
    .on("line", (line) => {
      tell({ kind: "taken" });
      work = work.then(async () => {
        const job = JSON.parse(line) as WorkerJob;
        const config = JSON.stringify([job.plan.dataset, job.dataDir]);
        try {
          if (held?.config !== config) held = { config, dataset: await load(job) };
          tell({ kind: await make(job, held.dataset, ending.signal) });
        } catch (error) {
          const { message, stack } = error instanceof Error ? error : new Error(String(error));
          tell({
            kind: "failed",
            reason: message,
            ...(stack !== undefined && { stack }),
            ...(error instanceof WrongData && { isUnable: true }),
          });
        }
      });
    })
    .on("close", () => ending.abort());
}

async function make(
  job: WorkerJob,
  dataset: Dataset,
  signal: AbortSignal,
): Promise<"finished" | "paused"> {
  const kernels = createKernels(job.kernels, job.plan.precision);
  try {
    const { ended } = await recordRun(job, {
      dataset,
      kernels,
      environment: {
        ...job.environment,
        backend: kernels.name,
        threads: kernels.threads,
        started: new Date().toISOString(),
      },
      clock: () => performance.now() / 1000,
      checkpointSeconds: job.checkpointSeconds,
      signal,
      onProgress: (progress) => tell({ kind: "progress", progress }),
      onNotice: (text) => tell({ kind: "notice", text }),
    });
    return ended === undefined && signal.aborted ? "paused" : "finished";
  } finally {
    kernels.close();
  }
}

async function load(job: WorkerJob): Promise<Dataset> {
  try {
    return await loadDataset(job.plan.dataset, createDataFolder(job.dataDir));
  } catch (cause) {
    throw new WrongData(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Tells the engine; where nobody listens any more, the end of the input has said so too. */
function tell(message: WorkerMessage): void {
  const bytes = new TextEncoder().encode(JSON.stringify(message) + "\n");
  try {
    for (let written = 0; written < bytes.length;) {
      written += Deno.stdout.writeSync(bytes.subarray(written));
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}
