/**
 * The folder of an array: the runs of its tasks, the batch script, the tasks' reports, and Slurm's
 * logs. It is below the output folder, which all machines of the cluster share.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import {
  appendText,
  foldersIn,
  makeNewFolder,
  readBytes,
  readText,
  removeFolder,
  replaceFile,
  requireText,
  type RunJob,
  unlessMissing,
} from "@samebit/store";
import type { JobEvent, WorkerOptions } from "@samebit/engines";

/** What a task needs besides its runs. */
export interface ArraySettings extends WorkerOptions {
  /** The contract under which the runs were planned. */
  readonly contract: number;
}

/** A line of a task's report. */
export type TaskLine =
  | {
    /** Which of its runs it is, from 0. */
    readonly run: number;
    /** The machine. */
    readonly node: string;
    /** The event. */
    readonly event: JobEvent;
  }
  /** Why the task does none of its runs, as far as it got. */
  | { readonly fault: string };

/** Where the arrays of an output folder are kept. */
const SPOOLS = ".slurm";

/** The files of a spool. */
export const SPOOL_FILES = {
  settings: "settings.json",
  script: "array.sh",
  submitted: "submitted.json",
  log: "log-%a.txt",
} as const;

/** Writes what an array's tasks need; returns the new folder. */
export async function createSpool(
  tasks: readonly (readonly RunJob[])[],
  settings: ArraySettings,
  createScript: (spool: string) => string,
): Promise<string> {
  const name = createHash("sha256").update(JSON.stringify(tasks)).digest("hex").slice(0, 8);
  const spool = makeSpool(join(settings.out, SPOOLS), name);
  for (const [index, jobs] of tasks.entries()) {
    await replaceFile(jobsPath(spool, index), JSON.stringify(jobs));
  }
  await replaceFile(join(spool, SPOOL_FILES.settings), JSON.stringify(settings));
  await replaceFile(join(spool, SPOOL_FILES.script), createScript(spool));
  return spool;
}

function makeSpool(parent: string, name: string): string {
  for (let i = 1;; i++) {
    const folder = join(parent, `${name}-${i}`);
    if (makeNewFolder(folder)) return folder;
  }
}

/** Notes the number of a spool's array. */
export async function noteArray(spool: string, array: string): Promise<void> {
  await replaceFile(join(spool, SPOOL_FILES.submitted), JSON.stringify({ array }));
}

/** An array left by a command. */
export interface LeftArray {
  /** Its folder. */
  readonly spool: string;
  /** Its number; undefined if it was never submitted. */
  readonly array: string | undefined;
  /** The runs of its tasks, by index. */
  readonly tasks: readonly (readonly RunJob[])[];
}

/**
 * The arrays in an output folder that hold runs of one experiment. Others may belong to commands in
 * progress; only the caller works on this experiment.
 *
 * @param runs The folder of its runs.
 */
export async function leftArrays(out: string, runs: string): Promise<LeftArray[]> {
  const left: LeftArray[] = [];
  for (const name of await foldersIn(join(out, SPOOLS))) {
    const spool = join(out, SPOOLS, name);
    const tasks = await readTasks(spool);
    if (tasks.length === 0 || dirname(tasks[0]![0]!.folder) !== runs) continue;
    const text = await readText(join(spool, SPOOL_FILES.submitted));
    const array = text === undefined ? undefined : (JSON.parse(text) as { array: string }).array;
    left.push({ spool, array, tasks });
  }
  return left;
}

async function readTasks(spool: string): Promise<RunJob[][]> {
  const tasks: RunJob[][] = [];
  while (true) {
    const jobs = await unlessMissing(readJobs(spool, tasks.length));
    if (jobs === undefined) return tasks;
    tasks.push(jobs);
  }
}

/** Removes a spool whose array has ended. */
export async function removeSpool(spool: string): Promise<void> {
  await removeFolder(spool);
}

/** What the tasks of an array need besides their runs. */
export async function readSettings(spool: string): Promise<ArraySettings> {
  return await readJson(join(spool, SPOOL_FILES.settings)) as ArraySettings;
}

/** The runs of a task. */
export async function readJobs(spool: string, index: number): Promise<RunJob[]> {
  return await readJson(jobsPath(spool, index)) as RunJob[];
}

async function readJson(path: string): Promise<unknown> {
  const text = await requireText(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`${path}: ${error instanceof Error ? error.message : error}`);
  }
}

function jobsPath(spool: string, index: number): string {
  return join(spool, `runs-${index}.json`);
}

/** Which runs a task has reported as finished or failed: it does not repeat these. */
export async function endedRuns(spool: string, index: number): Promise<Set<number>> {
  const { lines } = await readLines(spool, index, 0);
  const isOver = ({ kind }: JobEvent) => kind === "finished" || kind === "failed";
  return new Set(
    lines.flatMap((line) => "event" in line && isOver(line.event) ? [line.run] : []),
  );
}

/** Where a task reports. */
export function linesPath(spool: string, index: number): string {
  return join(spool, `task-${index}.jsonl`);
}

/** Adds a line to a task's report. */
export function tellLine(spool: string, index: number, line: TaskLine): void {
  appendText(linesPath(spool, index), JSON.stringify(line) + "\n");
}

/** What a task has reported since a position, and the new position. */
export async function readLines(
  spool: string,
  index: number,
  position: number,
): Promise<{ lines: TaskLine[]; position: number }> {
  const bytes = await readBytes(linesPath(spool, index));
  if (bytes === undefined) return { lines: [], position };
  // A torn last line is read once it is complete.
  const end = bytes.lastIndexOf(10) + 1;
  const text = new TextDecoder().decode(bytes.subarray(position, end));
  const lines = text.split("\n").filter((line) => line !== "");
  return {
    lines: lines.map((line) => JSON.parse(line) as TaskLine),
    position: Math.max(end, position),
  };
}
