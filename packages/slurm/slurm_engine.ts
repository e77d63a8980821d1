/**
 * An engine of job arrays under Slurm, one or more runs per task, on machines that share the output
 * folder: runs are written where they belong, so nothing has to be transferred. Tasks outlive the
 * command; the same command finds them in the queue again. For a cluster without a shared folder,
 * use NATS.
 *
 * @module
 */
import { resolve } from "node:path";
import type { Engine, WorkerOptions } from "@samebit/engines";
import { pathsOfRight } from "@samebit/sandbox";
import type { RunJob } from "@samebit/store";
import type { SlurmOptions } from "./batch_script.ts";
import { createScheduler, type Scheduler } from "./controller.ts";
import { removeSpool } from "./spool.ts";
import { attachTasks, submitTasks } from "./submission.ts";
import { Watch } from "./watch.ts";

/** What the engine is given. */
export interface SlurmEngineOptions extends WorkerOptions {
  /** What is asked of Slurm. */
  readonly slurm: SlurmOptions;
  /** Seconds between two queries of the queue; 2 if left out. */
  readonly pollSeconds?: number;
}

/**
 * An engine of job arrays.
 *
 * @param scheduler Slurm; the one installed here if left out.
 * @throws {BadInput} The output folder's path has a comma in it, which Deno's rights cannot name.
 */
export function createSlurmEngine(
  { slurm, pollSeconds = 2, ...given }: SlurmEngineOptions,
  scheduler: Scheduler = createScheduler(),
): Engine {
  // Tasks start in a folder that Slurm chooses.
  const options = { ...given, out: resolve(given.out), dataDir: resolve(given.dataDir) };
  pathsOfRight([options.out]);
  const submit = (jobs: readonly RunJob[]) => submitTasks(scheduler, jobs, options, slurm);
  return {
    async run(jobs, run) {
      if (jobs.length === 0 || run.signal.aborted) return;
      const stop = new AbortController();
      const ending = AbortSignal.any([run.signal, stop.signal]);
      const watch = new Watch(scheduler, run, () => stop.abort());
      const found = await attachTasks(scheduler, options.out, jobs);
      const taken = new Set(found.flatMap(({ open }) => [...open]));
      watch.follow(found);
      watch.follow(await submit(jobs.filter((job) => !taken.has(job))));
      let isCancelled = false;
      while (watch.tasks.length > 0) {
        await pause(pollSeconds, isCancelled ? undefined : ending);
        if (ending.aborted && !isCancelled) {
          isCancelled = true;
          await scheduler.endTasks(watch.tasks);
        }
        const again = await watch.look(isCancelled);
        watch.follow(await submit(again));
      }
      // Those of failed runs stay until the next command, so that their logs can be read.
      for (const spool of watch.spentSpools) await removeSpool(spool);
    },
  };
}

/** Waits, at most until the signal is aborted. */
function pause(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      done();
    };
    const timer = setTimeout(end, seconds * 1000);
    signal?.addEventListener("abort", end);
    if (signal?.aborted) end();
  });
}
