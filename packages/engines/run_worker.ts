/**
 * The program of a worker process: reads one job per line on standard input, does the run, and
 * reports on it a line at a time on standard output. It keeps the last data set, so that the runs
 * of a sweep do not load it again and again. When its input ends, which also happens when its
 * parent dies, it finishes the step, writes a checkpoint and ends.
 *
 * @module
 */
import { createInterface } from "node:readline";
import { stdin } from "node:process";
import type { JsonObject } from "@samebit/runlog";
import { loadOwnKinds } from "@samebit/experiment";
import { hasOwnKinds, loadTrainingData, type OwnCode, type TrainingData } from "@samebit/solver";
import { createDataFolder, type RunJob } from "@samebit/store";
import { createKernels, type KernelsChoice } from "./backend.ts";
import { failureOf, type JobEvent } from "./job_event.ts";
import { writeLine } from "./json_lines.ts";
import { recordRun, WrongData } from "./record_run.ts";

/** A line of the program's input: a job, and how to do it. */
export interface WorkerRequest {
  /** The job. */
  readonly job: RunJob;
  /** Where the files of data sets are. */
  readonly dataDir: string;
  /** The folder whose own kinds a plan may use; none may if left out. */
  readonly kindsDir?: string;
  /** Which kernels to use. */
  readonly kernels: KernelsChoice;
  /** After how many seconds the next checkpoint is due. */
  readonly checkpointSeconds: number;
  /** How many states of intermediate epochs are kept with the run. */
  readonly keepStates: number;
  /** What `environment.json` says besides what the worker knows itself. */
  readonly environment: JsonObject;
}

if (import.meta.main) {
  // Ctrl-C reaches every process of the terminal, SIGTERM every process of a batch job; the engine
  // ends its workers itself, so that they leave a checkpoint.
  Deno.addSignalListener("SIGINT", () => {});
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", () => {});
  const ending = new AbortController();
  let held: { config: string; dataset: TrainingData } | undefined;
  const dataFor = async (request: WorkerRequest): Promise<TrainingData> => {
    const { plan: { dataset, model, ...plan } } = request.job;
    if (hasOwnKinds(plan)) return await loadWithOwnKinds(request);
    const config = JSON.stringify([dataset, model.initialization, request.dataDir]);
    if (held?.config !== config) held = { config, dataset: await load(request) };
    return held.dataset;
  };
  let work = Promise.resolve();
  createInterface({ input: stdin })
    .on("line", (line) => {
      tell({ kind: "started" });
      work = work.then(async () => {
        const request = JSON.parse(line) as WorkerRequest;
        try {
          tell({ kind: await make(request, dataFor, ending.signal) });
        } catch (error) {
          tell({ ...failureOf(error), ...(error instanceof WrongData && { isUnable: true }) });
        }
      });
    })
    .on("close", () => ending.abort());
}

async function make(
  request: WorkerRequest,
  dataFor: (request: WorkerRequest) => Promise<TrainingData>,
  signal: AbortSignal,
): Promise<"finished" | "paused"> {
  const { job, kernels: choice, environment, checkpointSeconds, keepStates } = request;
  const kernels = createKernels(choice, job.plan.precision);
  try {
    const { ended } = await recordRun(job, {
      dataset: await dataFor(request),
      kernels,
      ...(choice.accumulate !== undefined && { accumulate: choice.accumulate }),
      environment: {
        ...environment,
        backend: kernels.name,
        threads: kernels.threads,
        ...(choice.accumulate !== undefined && { accumulate: choice.accumulate }),
        started: new Date().toISOString(),
      },
      clock: () => performance.now() / 1000,
      checkpointSeconds,
      keepStates,
      signal,
      onProgress: (progress) => tell({ kind: "progress", progress }),
      onNotice: (text) => tell({ kind: "notice", text }),
    });
    return ended === undefined && signal.aborted ? "paused" : "finished";
  } finally {
    kernels.close();
  }
}

async function load({ job, dataDir }: WorkerRequest, own?: OwnCode): Promise<TrainingData> {
  try {
    return await loadTrainingData(job.plan, createDataFolder(dataDir), own);
  } catch (cause) {
    throw new WrongData(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/**
 * The data with the code of the plan's own kinds. The native kernels are loaded by now: with the right
 * to load a library goes the power to do anything, so it is given up before any of that code runs.
 */
async function loadWithOwnKinds(request: WorkerRequest): Promise<TrainingData> {
  const { job: { plan }, kindsDir = "." } = request;
  await Deno.permissions.revoke({ name: "ffi" });
  let own: OwnCode;
  try {
    own = await loadOwnKinds(kindsDir, plan);
  } catch (cause) {
    throw new WrongData(cause instanceof Error ? cause.message : String(cause), { cause });
  }
  return await load(request, own);
}

/** Tells the engine. */
function tell(event: JobEvent): void {
  writeLine(event);
}
