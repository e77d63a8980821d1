/**
 * The program of a worker process: takes one job a line on standard input, makes the run, and
 * tells of it a line at a time on standard output. It holds the last data set, so that the runs of
 * a sweep do not load it again and again.
 *
 * @module
 */
import { createInterface } from "node:readline";
import { stdin } from "node:process";
import { type Dataset, loadDataset } from "@samebit/datasets";
import { type Backend, createKernels } from "./backend.ts";
import { createDataFolder } from "./data_folder.ts";
import type { JsonObject } from "@samebit/runlog";
import { recordRun, type RunJob, type RunProgress } from "./record_run.ts";

/** A job as it crosses the process border. */
export interface WorkerJob extends RunJob {
  /** Where the files of data sets lie. */
  readonly dataDir: string;
  /** Which kernels to use. */
  readonly backend: Backend;
  /** What `environment.json` says beside what the worker knows itself. */
  readonly environment: JsonObject;
}

/** What a worker tells. */
export type WorkerMessage =
  | { readonly kind: "progress"; readonly progress: RunProgress }
  | { readonly kind: "finished" }
  | { readonly kind: "failed"; readonly reason: string; readonly stack?: string };

if (import.meta.main) {
  // Ctrl-C reaches every process of the terminal; it is the engine that ends its workers.
  Deno.addSignalListener("SIGINT", () => {});
  let held: { config: string; dataset: Dataset } | undefined;
  for await (const line of createInterface({ input: stdin })) {
    const job = JSON.parse(line) as WorkerJob;
    const config = JSON.stringify([job.plan.dataset, job.dataDir]);
    try {
      if (held?.config !== config) held = { config, dataset: await load(job) };
      await make(job, held.dataset);
      tell({ kind: "finished" });
    } catch (error) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      tell({ kind: "failed", reason: message, ...(stack !== undefined && { stack }) });
    }
  }
}

async function make(job: WorkerJob, dataset: Dataset): Promise<void> {
  const kernels = createKernels(job.backend);
  try {
    await recordRun(job, {
      dataset,
      kernels,
      environment: {
        ...job.environment,
        backend: kernels.name,
        threads: kernels.threads,
        started: new Date().toISOString(),
      },
      clock: () => performance.now() / 1000,
      onProgress: (progress) => tell({ kind: "progress", progress }),
    });
  } finally {
    kernels.close();
  }
}

function load(job: WorkerJob): Promise<Dataset> {
  return loadDataset(job.plan.dataset, createDataFolder(job.dataDir));
}

function tell(message: WorkerMessage): void {
  const bytes = new TextEncoder().encode(JSON.stringify(message) + "\n");
  for (let written = 0; written < bytes.length;) {
    written += Deno.stdout.writeSync(bytes.subarray(written));
  }
}
