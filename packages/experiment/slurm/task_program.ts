/**
 * The program of an array's task: makes one run as the local engine does, in a worker process, and
 * tells of it in a file. At SIGTERM it leaves a checkpoint and ends; at SIGUSR1, which says that its
 * time is nearly over, it also goes back into the queue. Which one it is stands on its standard input.
 *
 * @module
 */
import { CONTRACT } from "@samebit/solver";
import { join } from "node:path";
import type { RunJob } from "../record_run.ts";
import { runState } from "../store.ts";
import { type RunEnd, WorkerProcess } from "../worker_process.ts";
import { requeueTask, type TaskId } from "./controller.ts";
import { type ArraySettings, readJobs, SPOOL_FILES, type TaskLine, tellLine } from "./spool.ts";

/** What the program is given. */
interface TaskRequest extends TaskId {
  /** The array's folder. */
  readonly spool: string;
  /** The machine. */
  readonly node: string;
}

/** How often progress is told, at most. */
const TELL_MS = 1000;

if (import.meta.main) {
  const request = await new Response(Deno.stdin.readable).json() as TaskRequest;
  const { spool, array, index, node } = request;
  const tell = (line: TaskLine) => tellLine(spool, index, line);
  try {
    tell({ kind: "started", node });
    const text = await Deno.readTextFile(join(spool, SPOOL_FILES.settings));
    const job = (await readJobs(spool))[index]!;
    const { ended, signal } = await make(job, JSON.parse(text) as ArraySettings, tell);
    const { job: _, ...line } = ended;
    tell(line);
    if (ended.kind === "paused" && signal === "SIGUSR1") await requeueTask({ array, index });
    Deno.exit(ended.kind === "failed" ? 1 : 0);
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    tell({ kind: "failed", reason: message, ...(stack !== undefined && { stack }) });
    Deno.exit(1);
  }
}

async function make(
  job: RunJob,
  { contract, ...options }: ArraySettings,
  tell: (line: TaskLine) => void,
): Promise<{ ended: RunEnd; signal: Deno.Signal | undefined }> {
  if (contract !== CONTRACT) {
    const reason = `It wants contract ${contract}, here is ${CONTRACT}`;
    return { ended: { kind: "failed", job, reason }, signal: undefined };
  }
  if (await runState(job.folder, job.identity) === "whole") {
    return { ended: { kind: "finished", job }, signal: undefined };
  }
  await using worker = new WorkerProcess(options);
  let signal: Deno.Signal | undefined;
  for (const name of ["SIGTERM", "SIGUSR1"] as const) {
    Deno.addSignalListener(name, () => {
      signal ??= name;
      worker.pause();
    });
  }
  let told = -Infinity;
  const ended = await worker.run(job, (event) => {
    if (event.kind === "notice") tell({ kind: "notice", text: event.text });
    if (event.kind !== "progress" || performance.now() - told < TELL_MS) return;
    told = performance.now();
    tell({ kind: "progress", progress: event.progress });
  });
  return { ended, signal };
}
