/**
 * Requests to Slurm, through its own programs: submit an array, report the states of its tasks,
 * cancel them.
 *
 * @module
 */
import { BadInput } from "@samebit/input";
import { NO_LOADER_VARIABLES } from "@samebit/sandbox";

/** One task of an array: a job's number and an index. */
export interface TaskId {
  /** The array's number. */
  readonly array: string;
  /** The index in it. */
  readonly index: number;
}

/** The state of a task, in Slurm's words, such as `RUNNING`; by `formatTask`. */
export type TaskStates = ReadonlyMap<string, string>;

/** A task as Slurm writes it, such as `17_3`. */
export function formatTask({ array, index }: TaskId): string {
  return `${array}_${index}`;
}

/** States in which a task may still do something. */
const ALIVE = new Set([
  "PENDING",
  "RUNNING",
  "SUSPENDED",
  "COMPLETING",
  "CONFIGURING",
  "REQUEUED",
  "REQUEUE_HOLD",
  "REQUEUE_FED",
  "RESIZING",
  "SIGNALING",
  "SPECIAL_EXIT",
  "STAGE_OUT",
  "STOPPED",
]);

/** Whether a task in this state, undefined if Slurm no longer knows it, may still do something. */
export function isAlive(state: string | undefined): boolean {
  return state !== undefined && ALIVE.has(state);
}

/** What is asked of Slurm. */
export interface Scheduler {
  /**
   * Submits a batch script as an array; returns its number.
   *
   * @param log Where tasks write, as Slurm's pattern. A line of the script would end at a space in it.
   * @throws {BadInput} Slurm is not installed or refuses; the message quotes it.
   */
  submitArray(script: string, count: number, log: string): Promise<string>;
  /** How many tasks an array may have. */
  largestArray(): Promise<number>;
  /** The states of all tasks of arrays that Slurm still knows; undefined if it does not answer. */
  taskStates(arrays: readonly string[]): Promise<TaskStates | undefined>;
  /** Ends tasks: waiting ones at once, running ones once they have written a checkpoint. */
  endTasks(tasks: readonly TaskId[]): Promise<void>;
  /** Puts a task back into the queue, from inside; if Slurm does not allow it, nothing happens. */
  requeueTask(task: TaskId): Promise<void>;
}

/** The outcome of a command. */
export interface Outcome {
  /** Whether its status was 0. */
  readonly success: boolean;
  /** Its standard output. */
  readonly out: string;
  /** Its standard error. */
  readonly complaint: string;
}

/** Runs a program to its end. */
export type RunCommand = (program: string, args: readonly string[]) => Promise<Outcome>;

/** The most tasks that one command names. */
const MOST_ARGUMENTS = 500;

/** The size limit of an array if Slurm does not report one: Slurm's default. */
const DEFAULT_ARRAY = 1001;

/** Slurm through its own programs. */
export function createScheduler(run: RunCommand = runHere): Scheduler {
  return {
    async submitArray(script, count, log) {
      const args = ["--parsable", `--array=0-${count - 1}`, `--output=${log}`, script];
      const { success, out, complaint } = await run("sbatch", args);
      // With several clusters the number is followed by the cluster's name.
      if (success) return out.trim().split(";")[0]!;
      throw new BadInput("--engine", `slurm refuses the array: ${complaint.trim()}`);
    },
    async largestArray() {
      const { out } = await run("scontrol", ["show", "config"]);
      const size = Number(/^MaxArraySize\s*=\s*(\d+)/m.exec(out)?.[1]);
      return size > 0 ? size : DEFAULT_ARRAY;
    },
    async taskStates(arrays) {
      const states = new Map<string, string>();
      // One at a time: if one of several is no longer known, squeue may say nothing about the
      // others.
      for (const array of arrays) {
        const { success, out, complaint } = await run("squeue", [
          "--noheader",
          "--array",
          "--states=all",
          "--format=%i %T",
          `--jobs=${array}`,
        ]);
        if (!success && !complaint.includes("Invalid job id")) return undefined;
        for (const [task, state] of readStates(out)) states.set(task, state);
      }
      return states;
    },
    async endTasks(tasks) {
      for (let i = 0; i < tasks.length; i += MOST_ARGUMENTS) {
        const some = tasks.slice(i, i + MOST_ARGUMENTS).map(formatTask);
        await run("scancel", ["--quiet", "--state=PENDING", ...some]);
        await run("scancel", ["--quiet", "--batch", "--signal=TERM", ...some]);
      }
    },
    async requeueTask(task) {
      await run("scontrol", ["requeue", formatTask(task)]);
    },
  };
}

/** The lines of squeue: a task and its state. */
function readStates(out: string): [task: string, state: string][] {
  return out.split("\n").flatMap((line): [string, string][] => {
    const [task, state] = line.trim().split(" ");
    return task && state ? [[task, state]] : [];
  });
}

async function runHere(program: string, args: readonly string[]): Promise<Outcome> {
  try {
    const { success, stdout, stderr } = await new Deno.Command(program, {
      args: [...args],
      env: NO_LOADER_VARIABLES,
    }).output();
    const [out, complaint] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
    return { success, out: out!, complaint: complaint! };
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new BadInput("--engine", `slurm is not available: there is no program ${program}`, {
      cause,
    });
  }
}
