/**
 * Watches tasks of arrays: reads what they tell, asks Slurm which have ended, and tells of their runs
 * as every engine does. What a run came to is read from its own folder.
 *
 * @module
 */
import { join } from "node:path";
import type { RunOptions } from "../engine.ts";
import type { RunJob } from "../record_run.ts";
import { runState } from "../store.ts";
import { formatTask, isAlive, taskStates } from "./controller.ts";
import { readLines } from "./spool.ts";
import type { Task } from "./task.ts";

/** The tasks of one call of an engine. */
export class Watch {
  readonly #options: RunOptions;
  readonly #onFailed: () => void;
  readonly #tasks = new Map<RunJob, Task>();
  readonly #failures = new Map<RunJob, number>();
  readonly #spools = new Set<string>();
  readonly #spoolsOfFailed = new Set<string>();

  /**
   * Watches nothing yet.
   *
   * @param options How runs are made, and where it is told.
   * @param onFailed Called when a run has failed for good and the others are not to go on.
   */
  constructor(options: RunOptions, onFailed: () => void) {
    this.#options = options;
    this.#onFailed = onFailed;
  }

  /** The tasks that have not ended. */
  get tasks(): readonly Task[] {
    return [...this.#tasks.values()];
  }

  /** The folders of arrays of which nobody wants to know more. */
  get spentSpools(): readonly string[] {
    return [...this.#spools.difference(this.#spoolsOfFailed)];
  }

  /** Whether a run has a task. */
  follows(job: RunJob): boolean {
    return this.#tasks.has(job);
  }

  /** Watches tasks too. */
  follow(tasks: readonly Task[]): void {
    for (const task of tasks) {
      this.#tasks.set(task.job, task);
      this.#spools.add(task.spool);
    }
  }

  /**
   * Tells what has happened; returns the runs that are to be submitted again.
   *
   * @param isCancelled Whether the tasks have been asked to end.
   */
  async look(isCancelled: boolean): Promise<RunJob[]> {
    const states = await taskStates([...new Set(this.tasks.map(({ array }) => array))]);
    // Slurm does not answer just now; its tasks go on.
    if (states === undefined) return [];
    const again: RunJob[] = [];
    for (const task of this.tasks) {
      const state = states.get(formatTask(task));
      if (state === "PENDING" && !task.hasStarted) continue;
      await this.#read(task);
      if (isAlive(state)) continue;
      this.#tasks.delete(task.job);
      if (await this.#end(task, state, isCancelled) === "again") again.push(task.job);
    }
    return again;
  }

  async #read(task: Task): Promise<void> {
    const { onEvent } = this.#options;
    const { job } = task;
    const { lines, position } = await readLines(task.spool, task.index, task.position);
    task.position = position;
    for (const line of lines) {
      task.last = line;
      if (line.kind === "started") this.#start(task);
      if (line.kind === "progress" || line.kind === "notice") onEvent({ ...line, job });
    }
  }

  #start(task: Task): void {
    if (!task.hasStarted) this.#options.onEvent({ kind: "started", job: task.job });
    task.hasStarted = true;
  }

  async #end(
    task: Task,
    state: string | undefined,
    isCancelled: boolean,
  ): Promise<"again" | "over"> {
    const { onEvent } = this.#options;
    const { job, last, hasStarted } = task;
    if (last?.kind === "finished" || await isWhole(job)) {
      this.#start(task);
      onEvent({ kind: "finished", job });
      return "over";
    }
    if (isCancelled) {
      if (hasStarted) onEvent({ kind: "paused", job });
      return "over";
    }
    // It left a checkpoint, and Slurm did not take it back into the queue.
    if (last?.kind === "paused") return "again";
    return this.#fail(task, state);
  }

  #fail(task: Task, state: string | undefined): "again" | "over" {
    const { onEvent, retries, keepGoing } = this.#options;
    const { job, last, spool, index } = task;
    const log = join(spool, `log-${index}.txt`);
    const failure = last?.kind === "failed" ? last : {
      reason: `Slurm ended task ${formatTask(task)} (${state ?? "forgotten"}); its log is ${log}`,
    };
    const count = (this.#failures.get(job) ?? 0) + 1;
    this.#failures.set(job, count);
    if (count <= retries) {
      const text = `${failure.reason}; tried again, ${count} of ${retries}`;
      onEvent({ kind: "notice", job, text });
      return "again";
    }
    this.#spoolsOfFailed.add(spool);
    this.#start(task);
    onEvent({ ...failure, kind: "failed", job });
    if (!keepGoing) this.#onFailed();
    return "over";
  }
}

/** Whether a run is whole, whatever became of whoever made it. */
async function isWhole({ folder, identity, untilEpoch }: RunJob): Promise<boolean> {
  return untilEpoch === undefined && await runState(folder, identity) === "whole";
}
