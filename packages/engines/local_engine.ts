/**
 * Does runs in worker processes on this machine, each with only the rights to read and to write
 * below the output folder. A process and not a thread, so that a worker that crashes, hangs or runs
 * out of memory costs its own run a retry and nothing more.
 *
 * @module
 */
import type { RunJob } from "@samebit/store";
import { pathsOfRight } from "@samebit/sandbox";
import type { Engine } from "./engine.ts";
import type { JobEnd, JobEvent } from "./job_event.ts";
import { type WorkerOptions, WorkerProcess } from "./worker_process.ts";

/** What the local engine is given. */
export interface LocalEngineOptions extends WorkerOptions {
  /** How many processes; at least 1. */
  readonly workers: number;
}

/**
 * An engine of worker processes.
 *
 * @throws {BadInput} The output folder's path has a comma in it, which Deno's rights cannot name.
 */
export function createLocalEngine(options: LocalEngineOptions): Engine {
  // Refused at once, not only by the first worker.
  pathsOfRight([options.out]);
  const idle: WorkerProcess[] = [];
  let holders = 0;
  return {
    hold() {
      holders++;
      return {
        async [Symbol.asyncDispose]() {
          holders--;
          if (holders > 0) return;
          await Promise.all(idle.splice(0).map((worker) => worker[Symbol.asyncDispose]()));
        },
      };
    },
    async run(jobs, { keepGoing, retries, signal, onEvent }) {
      const waiting = jobs.values();
      const stop = new AbortController();
      const ending = AbortSignal.any([signal, stop.signal]);
      const work = async () => {
        const worker = idle.pop() ?? new WorkerProcess(options);
        const pause = () => worker.pause();
        ending.addEventListener("abort", pause);
        while (!ending.aborted) {
          const { value: job } = waiting.next();
          if (job === undefined) break;
          const tell = (event: JobEvent) => onEvent({ ...event, job });
          tell({ kind: "started" });
          const ended = await tryRun(worker, job, retries, ending, tell);
          tell(ended);
          if (ended.kind === "failed" && !keepGoing) stop.abort();
        }
        ending.removeEventListener("abort", pause);
        if (holders > 0) idle.push(worker);
        else await worker[Symbol.asyncDispose]();
      };
      const count = Math.min(options.workers, jobs.length);
      await Promise.all(Array.from({ length: count }, work));
    },
  };
}

/** Executes a run, again in a new process as long as it fails and retries are left. */
async function tryRun(
  worker: WorkerProcess,
  job: RunJob,
  retries: number,
  ending: AbortSignal,
  tell: (event: JobEvent) => void,
): Promise<JobEnd> {
  for (let tried = 0;; tried++) {
    const ended = await worker.run(job, (news) => {
      // Its begin was reported before the first try.
      if (news.kind !== "started") tell(news);
    });
    if (ended.kind !== "failed" || tried === retries || ending.aborted) return ended;
    await worker[Symbol.asyncDispose]();
    const text = `${ended.reason}; retry ${tried + 1} of ${retries}`;
    tell({ kind: "notice", text });
    if (ending.aborted) return { kind: "paused" };
  }
}
