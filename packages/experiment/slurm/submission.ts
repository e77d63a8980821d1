/**
 * How runs come to be tasks: submitted in arrays, or found in the queue where an earlier command
 * submitted them.
 *
 * @module
 */
import { CONTRACT } from "@samebit/solver";
import { dirname, join, resolve } from "node:path";
import type { RunJob } from "../record_run.ts";
import type { WorkerOptions } from "../worker_process.ts";
import { formatBatchScript, type SlurmOptions } from "./batch_script.ts";
import { formatTask, isAlive, largestArray, submitArray, taskStates } from "./controller.ts";
import { createSpool, leftArrays, noteArray, removeSpool, SPOOL_FILES } from "./spool.ts";
import { createTask, type Task } from "./task.ts";

/**
 * Submits runs, in as many arrays as it takes.
 *
 * @throws {BadInput} Slurm is not here or refuses.
 */
export async function submitTasks(
  jobs: readonly RunJob[],
  options: WorkerOptions,
  slurm: SlurmOptions,
): Promise<Task[]> {
  if (jobs.length === 0) return [];
  const tasks: Task[] = [];
  const { kernels, out } = options;
  const cores = kernels.name === "reference" ? 1 : kernels.threads;
  const most = await largestArray();
  for (let i = 0; i < jobs.length; i += most) {
    const part = jobs.slice(i, i + most);
    const spool = await createSpool(
      part.map((job) => ({ ...job, folder: resolve(job.folder) })),
      { ...options, contract: CONTRACT },
      (spool) => formatBatchScript(spool, out, cores, slurm),
    );
    const log = join(spool.replaceAll("%", "%%"), SPOOL_FILES.log);
    const array = await submitArray(join(spool, SPOOL_FILES.script), part.length, log);
    await noteArray(spool, array);
    tasks.push(...part.map((job, index) => createTask(job, spool, { array, index })));
  }
  return tasks;
}

/** Finds the tasks that make these runs already, and clears away the arrays that have ended. */
export async function attachTasks(out: string, jobs: readonly RunJob[]): Promise<Task[]> {
  const left = await leftArrays(out, resolve(dirname(jobs[0]!.folder)));
  const arrays = left.map(({ array }) => array).filter((array) => array !== undefined);
  const states = await taskStates(arrays);
  const wanted = new Map(jobs.map((job) => [keyOf(job), job]));
  const tasks: Task[] = [];
  for (const { spool, array, jobs } of left) {
    const ids = array === undefined ? [] : jobs.map((_, index) => ({ array, index }));
    const alive = ids.filter((id) => states === undefined || isAlive(states.get(formatTask(id))));
    for (const id of alive) {
      const job = wanted.get(keyOf(jobs[id.index]!));
      if (job !== undefined) tasks.push(createTask(job, spool, id));
    }
    if (alive.length === 0) await removeSpool(spool);
  }
  return tasks;
}

function keyOf({ identity, untilEpoch }: RunJob): string {
  return `${identity} ${untilEpoch ?? "end"}`;
}
