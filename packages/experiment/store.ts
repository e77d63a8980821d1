/**
 * The layout of runs on disk and the state each is in. Nothing here trains and nothing is ever
 * deleted; files that others read while they change are replaced by renaming.
 *
 * @module
 */
import { join } from "node:path";
import { parseRunRecord, type PlannedRun, type RunRecord } from "@samebit/runlog";
import { BadInput } from "./bad_input.ts";

/** The names of the files in a run's folder. */
export const RUN_FILES = {
  record: "run.json",
  steps: "steps.csv",
  epochs: "epochs.csv",
  timing: "timing.csv",
  environment: "environment.json",
  finalWeights: "weights-final.safetensors",
  bestWeights: "weights-best.safetensors",
} as const;

/** The files of a run whose bytes are the same everywhere. */
export const SAME_EVERYWHERE: readonly string[] = [
  RUN_FILES.record,
  RUN_FILES.steps,
  RUN_FILES.epochs,
  RUN_FILES.finalWeights,
  RUN_FILES.bestWeights,
];

/** Whether a run is done: absent, begun but not whole, or whole under its identity. */
export type RunState = "missing" | "unfinished" | "whole";

/** The folder of an experiment below the output folder. */
export function experimentFolder(out: string, slug: string): string {
  return join(out, slug);
}

/** The path of a run's folder. */
export function runFolder(out: string, slug: string, run: PlannedRun): string {
  return join(experimentFolder(out, slug), run.folder);
}

/**
 * The record of a run, undefined where there is none.
 *
 * @throws {SyntaxError} `run.json` is damaged; the file is named.
 * @throws {BadInput} The folder cannot be read.
 */
export async function readRunRecord(folder: string): Promise<RunRecord | undefined> {
  const path = join(folder, RUN_FILES.record);
  const text = await usingFolder(folder, () => unlessMissing(Deno.readTextFile(path)));
  return text === undefined ? undefined : parseRunRecord(text, path);
}

/**
 * The state of the run with this identity in a folder.
 *
 * @throws {BadInput} The folder holds another identity: nothing is overwritten.
 * @throws {SyntaxError} `run.json` is damaged; the file is named.
 */
export async function runState(folder: string, identity: string): Promise<RunState> {
  const record = await readRunRecord(folder);
  if (record === undefined) return "missing";
  if (record.identity !== identity) {
    const [found, wanted] = [record.identity, identity].map((each) => each.slice(0, 8));
    throw new BadInput(
      folder,
      `holds run ${found}, not ${wanted}; move it away or choose another folder by --out`,
    );
  }
  return record.ended === undefined ? "unfinished" : "whole";
}

/**
 * Does something with a folder of the output.
 *
 * @throws {BadInput} The system refuses; the message says what it said.
 */
export async function usingFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof Error) || !isOfSystem(cause)) throw cause;
    throw new BadInput(
      folder,
      `cannot be used: ${cause.message}; mend it or choose another folder by --out`,
      { cause },
    );
  }
}

/** Writes a file beside its place and renames it there, so that no reader sees a part of it. */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const beside = `${path}.part`;
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const file = await Deno.open(beside, { write: true, create: true, truncate: true });
  try {
    for (let written = 0; written < bytes.length;) {
      written += await file.write(bytes.subarray(written));
    }
    await file.sync();
  } finally {
    file.close();
  }
  await Deno.rename(beside, path);
}

/** The folders in `runs/` of an experiment which no planned run names. */
export async function staleRuns(
  out: string,
  slug: string,
  planned: readonly PlannedRun[],
): Promise<string[]> {
  const known = new Set(planned.map(({ folder }) => folder));
  const folder = join(experimentFolder(out, slug), "runs");
  const listing = Array.fromAsync(Deno.readDir(folder));
  const entries = await usingFolder(folder, () => unlessMissing(listing)) ?? [];
  return entries
    .filter(({ isDirectory, name }) => isDirectory && !known.has(`runs/${name}`))
    .map(({ name }) => `runs/${name}`)
    .sort();
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Whether an error is the system's answer to what was asked of a file: Deno's own, or with a code. */
function isOfSystem(error: Error): boolean {
  return "code" in error || Object.values(Deno.errors).some((kind) => error instanceof kind);
}
