/**
 * Watches tasks of arrays: reads their reports, asks Slurm which have ended, and reports on their
 * runs as every engine does. The outcome of a run is read from its own folder.
 *
 * @module
 */
import { join } from "node:path";
import type { JobFailure, RunOptions } from "@samebit/engines";
import { type RunJob, runState } from "@samebit/store";
import { formatTask, isAlive, type Scheduler } from "./controller.ts";
import { readLines } from "./spool.ts";
import type { Task } from "./task.ts";

/** The tasks of one call of an engine. */
export class Watch {
  readonly #scheduler: Scheduler;
  readonly #options: RunOptions;
  readonly #onFailed: () => void;
  readonly #tasks = new Set<Task>();
  readonly #failures = new Map<RunJob, number>();
  readonly #spools = new Set<string>();
  readonly #spoolsOfFailed = new Set<string>();

  /**
   * Watches nothing yet.
   *
   * @param scheduler Says the states of tasks.
   * @param options How runs are done, and where to report.
   * @param onFailed Called when a run has failed for good and the others are to stop.
   */
  constructor(scheduler: Scheduler, options: RunOptions, onFailed: () => void) {
    this.#scheduler = scheduler;
    this.#options = options;
    this.#onFailed = onFailed;
  }

  /** The tasks that have not ended. */
  get tasks(): readonly Task[] {
    return [...this.#tasks];
  }

  /** The folders of arrays that nobody needs any more. */
  get spentSpools(): readonly string[] {
    return [...this.#spools.difference(this.#spoolsOfFailed)];
  }

  /** Watches tasks too. */
  follow(tasks: readonly Task[]): void {
    for (const task of tasks) {
      this.#tasks.add(task);
      this.#spools.add(task.spool);
    }
  }

  /**
   * Reports what has happened; returns the runs to be submitted again.
   *
   * @param isCancelled Whether the tasks have been asked to end.
   */
  async look(isCancelled: boolean): Promise<RunJob[]> {
    const states = await this.#scheduler.taskStates([
      ...new Set(this.tasks.map(({ array }) => array)),
    ]);
    // Slurm is not answering at the moment; its tasks continue.
    if (states === undefined) return [];
    const again: RunJob[] = [];
    for (const task of this.tasks) {
      const state = states.get(formatTask(task));
      if (state === "PENDING" && task.begun.size === 0) continue;
      again.push(...await this.#read(task, isCancelled));
      if (isAlive(state)) continue;
      this.#tasks.delete(task);
      again.push(...await this.#end(task, state, isCancelled));
    }
    return again;
  }

  /** Passes on what a task has reported; returns its failed runs that are to be retried. */
  async #read(task: Task, isCancelled: boolean): Promise<RunJob[]> {
    const { lines, position } = await readLines(task.spool, task.index, task.position);
    task.position = position;
    const again: RunJob[] = [];
    for (const line of lines) {
      task.last = line;
      if ("fault" in line) continue;
      const { run, event } = line;
      const job = task.jobs[run]!;
      if (!task.open.has(job)) continue;
      if (event.kind === "started") this.#start(task, job);
      else if (event.kind === "finished") this.#finish(task, job);
      else if (event.kind === "failed") again.push(...this.#fail(task, job, event, isCancelled));
      else if (event.kind !== "paused") this.#options.onEvent({ ...event, job });
    }
    return again;
  }

  #start(task: Task, job: RunJob): void {
    if (!task.begun.has(job)) this.#options.onEvent({ kind: "started", job });
    task.begun.add(job);
  }

  #finish(task: Task, job: RunJob): void {
    this.#start(task, job);
    task.open.delete(job);
    this.#options.onEvent({ kind: "finished", job });
  }

  /** Reports on the rest of a task that has ended; returns what is to be submitted again. */
  async #end(task: Task, state: string | undefined, isCancelled: boolean): Promise<RunJob[]> {
    for (const job of task.open) if (await isWhole(job)) this.#finish(task, job);
    const [first, ...others] = task.open;
    if (first === undefined) return [];
    if (isCancelled) {
      if (task.begun.has(first)) this.#options.onEvent({ kind: "paused", job: first });
      return [];
    }
    // It wrote a checkpoint, and Slurm did not take it back into the queue.
    if (hasPaused(task)) return [...task.open];
    // The others had not begun: they did not fail.
    return [...this.#fail(task, first, { reason: reasonOf(task, state) }), ...others];
  }

  /** Counts and reports a failure of a run; returns the run if it is to be tried again. */
  #fail(
    task: Task,
    job: RunJob,
    failure: Pick<JobFailure, "reason" | "stack">,
    isCancelled = false,
  ): RunJob[] {
    const { onEvent, retries, keepGoing } = this.#options;
    const { reason, stack } = failure;
    const count = (this.#failures.get(job) ?? 0) + 1;
    this.#failures.set(job, count);
    this.#start(task, job);
    task.open.delete(job);
    if (count <= retries && !isCancelled) {
      onEvent({ kind: "notice", job, text: `${reason}; retry ${count} of ${retries}` });
      return [job];
    }
    this.#spoolsOfFailed.add(task.spool);
    onEvent({ kind: "failed", job, reason, ...(stack !== undefined && { stack }) });
    if (!keepGoing) this.#onFailed();
    return [];
  }
}

/** Whether a task's last report says that it left a run with a checkpoint. */
function hasPaused({ last }: Task): boolean {
  return last !== undefined && "event" in last && last.event.kind === "paused";
}

/** Why a task ended before its runs were done. */
function reasonOf(task: Task, state: string | undefined): string {
  const { spool, index, last } = task;
  const how = last !== undefined && "fault" in last
    ? `Task ${formatTask(task)} cannot do its runs: ${last.fault}`
    : `Slurm ended task ${formatTask(task)} (${state ?? "forgotten"})`;
  return `${how}; its log is ${join(spool, `log-${index}.txt`)}`;
}

/** Whether a run is complete, whatever became of the process that did it. */
async function isWhole({ folder, identity, untilEpoch }: RunJob): Promise<boolean> {
  return untilEpoch === undefined && await runState(folder, identity) === "whole";
}
