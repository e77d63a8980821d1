/**
 * How runs become tasks: submitted in arrays, or found in the queue if an earlier command submitted
 * them.
 *
 * @module
 */
import { CONTRACT } from "@samebit/solver";
import { dirname, join, resolve } from "node:path";
import { keyOf, type RunJob } from "@samebit/store";
import type { WorkerOptions } from "@samebit/engines";
import { formatBatchScript, type SlurmOptions } from "./batch_script.ts";
import { formatTask, isAlive, type Scheduler } from "./controller.ts";
import {
  createSpool,
  endedRuns,
  leftArrays,
  noteArray,
  removeSpool,
  SPOOL_FILES,
} from "./spool.ts";
import { createTask, type Task } from "./task.ts";

/**
 * Submits runs, several in a task if that is asked for or if one array could not hold them all
 * otherwise.
 *
 * @throws {BadInput} Slurm is not installed or refuses.
 */
export async function submitTasks(
  scheduler: Scheduler,
  jobs: readonly RunJob[],
  options: WorkerOptions,
  slurm: SlurmOptions,
): Promise<Task[]> {
  if (jobs.length === 0) return [];
  const tasks: Task[] = [];
  const { kernels, out } = options;
  const cores = kernels.name === "reference" ? 1 : kernels.threads;
  const most = await scheduler.largestArray();
  const groups = inGroups(jobs, slurm.runsPerTask ?? Math.ceil(jobs.length / most));
  for (const part of inGroups(groups, most)) {
    const spool = await createSpool(
      part.map((jobs) => jobs.map((job) => ({ ...job, folder: resolve(job.folder) }))),
      { ...options, contract: CONTRACT },
      (spool) => formatBatchScript(spool, out, cores, slurm),
    );
    const log = join(spool.replaceAll("%", "%%"), SPOOL_FILES.log);
    const array = await scheduler.submitArray(join(spool, SPOOL_FILES.script), part.length, log);
    await noteArray(spool, array);
    for (const [index, jobs] of part.entries()) {
      tasks.push(createTask(jobs, spool, { array, index }));
    }
  }
  return tasks;
}

function inGroups<T>(all: readonly T[], size: number): T[][] {
  return Array.from(
    { length: Math.ceil(all.length / size) },
    (_, i) => all.slice(i * size, (i + 1) * size),
  );
}

/** Finds the tasks that already do these runs, and removes the arrays that have ended. */
export async function attachTasks(
  scheduler: Scheduler,
  out: string,
  jobs: readonly RunJob[],
): Promise<Task[]> {
  const left = await leftArrays(out, resolve(dirname(jobs[0]!.folder)));
  const arrays = left.map(({ array }) => array).filter((array) => array !== undefined);
  const states = await scheduler.taskStates(arrays);
  const wanted = new Map(jobs.map((job) => [keyOf(job), job]));
  const found: Task[] = [];
  for (const { spool, array, tasks } of left) {
    const ids = array === undefined ? [] : tasks.map((_, index) => ({ array, index }));
    const alive = ids.filter((id) => states === undefined || isAlive(states.get(formatTask(id))));
    for (const id of alive) {
      const jobs = tasks[id.index]!.map((job) => wanted.get(keyOf(job)) ?? job);
      // Those that are over for the task but still wanted have failed.
      const over = await endedRuns(spool, id.index);
      const open = jobs.filter((job, i) => wanted.get(keyOf(job)) === job && !over.has(i));
      if (open.length > 0) found.push(createTask(jobs, spool, id, open));
    }
    if (alive.length === 0) await removeSpool(spool);
  }
  return found;
}
