/**
 * The layout of runs on disk and the state each is in. Nothing here trains and nothing is ever
 * deleted; files that others read while they change are replaced by renaming.
 *
 * @module
 */
import { join } from "node:path";
import { parseRunRecord, type PlannedRun, type RunRecord } from "@samebit/runlog";
import type { Plan } from "@samebit/solver";
import { BadInput } from "./bad_input.ts";

/** The names of the files in a run's folder. */
export const RUN_FILES = {
  record: "run.json",
  steps: "steps.csv",
  epochs: "epochs.csv",
  layers: "layers.csv",
  predictions: "predictions.csv",
  mistakes: "mistakes.safetensors",
  timing: "timing.csv",
  environment: "environment.json",
  finalWeights: "weights-final.safetensors",
  bestWeights: "weights-best.safetensors",
} as const;

/** The files of a run whose bytes are the same everywhere; some are there only if asked for. */
export const SAME_EVERYWHERE: readonly string[] = [
  RUN_FILES.record,
  RUN_FILES.steps,
  RUN_FILES.epochs,
  RUN_FILES.layers,
  RUN_FILES.finalWeights,
  RUN_FILES.bestWeights,
  RUN_FILES.predictions,
  RUN_FILES.mistakes,
];

/** Those of {@link SAME_EVERYWHERE} that a run of this plan leaves, all where all is asked for. */
export function sameFilesOf({ evaluation }: Pick<Plan, "evaluation">): string[] {
  const predicts = evaluation.test && evaluation.predictions;
  const asked: Readonly<Record<string, boolean>> = {
    [RUN_FILES.layers]: evaluation.layers.every > 0,
    [RUN_FILES.predictions]: predicts,
    [RUN_FILES.mistakes]: predicts,
  };
  return SAME_EVERYWHERE.filter((name) => asked[name] ?? true);
}

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
 * @throws {BadInput} The folder holds another identity, or `run.json` is damaged: nothing is
 *   overwritten.
 */
export async function runState(folder: string, identity: string): Promise<RunState> {
  const record = await readOwnRecord(folder, identity);
  if (record === undefined) return "missing";
  return record.ended === undefined ? "unfinished" : "whole";
}

/**
 * The record of the run with this identity, undefined where there is none.
 *
 * @throws {BadInput} The folder holds another identity, or `run.json` is damaged.
 */
export async function readOwnRecord(
  folder: string,
  identity: string,
): Promise<RunRecord | undefined> {
  let record: RunRecord | undefined;
  try {
    record = await readRunRecord(folder);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new BadInput(
      join(folder, RUN_FILES.record),
      `is damaged: ${cause.message}; remove this file and give the command again: the run goes on ` +
        "from its checkpoint, or starts again where there is none",
      { cause },
    );
  }
  if (record !== undefined && record.identity !== identity) {
    const [found, wanted] = [record.identity, identity].map((each) => each.slice(0, 8));
    throw new BadInput(
      folder,
      `holds run ${found}, not ${wanted}; move it away or choose another folder by --out`,
    );
  }
  return record;
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

/** Where a run's folder says that it failed. */
const FAILURE = "failed.txt";

/** Notes in a run's folder why it failed, for pages; the note goes when the run is tried again. */
export function noteFailure(folder: string, reason: string): void {
  unlessRefused(() => {
    Deno.mkdirSync(folder, { recursive: true });
    Deno.writeTextFileSync(join(folder, FAILURE), `${reason}\n`);
  });
}

/** Removes the note of {@link noteFailure}. */
export function forgetFailure(folder: string): void {
  unlessRefused(() => Deno.removeSync(join(folder, FAILURE)));
}

/** A note is not worth a fault: the terminal tells of failures too. */
function unlessRefused(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Error) || !isOfSystem(error)) throw error;
  }
}

/** What the name of a file ends with that is being written. */
const PART = ".part";

/**
 * Writes a file beside its place and renames it there, so that no reader sees a part of it. Where
 * that fails, what stood there still stands, and nothing is left beside it.
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const beside = `${path}${PART}`;
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  try {
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
  } catch (error) {
    // What went wrong first is what counts; a part that cannot be removed now is removed later.
    await Deno.remove(beside).catch(() => {});
    throw error;
  }
}

/** Removes what a process that was killed left beside the files of a folder. */
export async function removeParts(folder: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    if (name.endsWith(PART)) await removeIfThere(join(folder, name));
  }
}

/** Removes a file, which another process may have done already. */
export async function removeIfThere(path: string): Promise<void> {
  await unlessMissing(Deno.remove(path));
}

/** Waits until the disk has the names in a folder; on Windows it has them with the files. */
export async function syncFolder(folder: string): Promise<void> {
  if (Deno.build.os === "windows") return;
  using entry = await Deno.open(folder);
  await entry.sync();
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

/** What came of reading or removing a file; undefined where it is not there. */
export async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
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
