/**
 * The program of an array's task: does its runs one after the other as the local engine does, in a
 * worker process, and reports on them in a file. On SIGTERM it writes a checkpoint and ends; on
 * SIGUSR2, which announces the end of its time, it also goes back into the queue. Started again, it
 * continues with the first run that is not over. It reads on standard input which task it is.
 *
 * @module
 */
import { CONTRACT } from "@samebit/solver";
import { type RunJob, runState } from "@samebit/store";
import { failureOf, type JobEnd, type JobEvent, WorkerProcess } from "@samebit/engines";
import { createScheduler, type TaskId } from "./controller.ts";
import { endedRuns, readJobs, readSettings, tellLine } from "./spool.ts";

/** What the program is given. */
interface TaskRequest extends TaskId {
  /** The array's folder. */
  readonly spool: string;
  /** The machine. */
  readonly node: string;
}

/** The shortest time between two reports of progress. */
const TELL_MS = 1000;

if (import.meta.main) {
  const request = await new Response(Deno.stdin.readable).json() as TaskRequest;
  const { isEarly, hasFailed } = await executeRuns(request).catch((error) => {
    const fault = error instanceof Error ? error.message : String(error);
    tellLine(request.spool, request.index, { fault });
    throw error;
  });
  if (isEarly) await createScheduler().requeueTask(request);
  Deno.exit(hasFailed ? 1 : 0);
}

async function executeRuns(
  { spool, index, node }: TaskRequest,
): Promise<{ isEarly: boolean; hasFailed: boolean }> {
  const { contract, ...options } = await readSettings(spool);
  const over = await endedRuns(spool, index);
  await using worker = new WorkerProcess(options);
  let signal: Deno.Signal | undefined;
  for (const name of ["SIGTERM", "SIGUSR2"] as const) {
    Deno.addSignalListener(name, () => {
      signal ??= name;
      worker.pause();
    });
  }
  let hasFailed = false;
  for (const [run, job] of (await readJobs(spool, index)).entries()) {
    if (over.has(run)) continue;
    const tell = (event: JobEvent) => tellLine(spool, index, { run, node, event });
    tell({ kind: "started" });
    const ended = await check(job, contract) ??
      // A signal between two runs.
      (signal === undefined ? await make(job, worker, tell) : { kind: "paused" });
    tell(ended);
    if (ended.kind === "paused") return { isEarly: signal === "SIGUSR2", hasFailed };
    if (ended.kind === "failed") hasFailed = true;
  }
  return { isEarly: false, hasFailed };
}

/** How a run ended that is not to be done here; undefined if it is. */
async function check(job: RunJob, contract: number): Promise<JobEnd | undefined> {
  if (contract !== CONTRACT) {
    return {
      kind: "failed",
      reason: `It needs contract ${contract}, this machine has ${CONTRACT}`,
    };
  }
  try {
    const isWhole = await runState(job.folder, job.identity) === "whole";
    return isWhole ? { kind: "finished" } : undefined;
  } catch (error) {
    return failureOf(error);
  }
}

async function make(
  job: RunJob,
  worker: WorkerProcess,
  tell: (event: JobEvent) => void,
): Promise<JobEnd> {
  let told = -Infinity;
  return await worker.run(job, (news) => {
    if (news.kind === "notice") tell(news);
    if (news.kind !== "progress" || performance.now() - told < TELL_MS) return;
    told = performance.now();
    tell(news);
  });
}
