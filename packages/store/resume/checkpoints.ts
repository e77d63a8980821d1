/**
 * The checkpoints in a run's folder: each is written under another name, synced and renamed, and
 * the previous one is kept until the new one is complete; on resuming, the newest undamaged one
 * that fits the logs is used, and every other newer one is named.
 *
 * @module
 */
import { checkpointFile, checkpointStep, RUN_FILES, stateEpoch, stateFile } from "@samebit/runlog";
import { basename, join } from "node:path";
import { namesIn, requireBytes } from "../read.ts";
import { removeFile, replaceFile, syncFolder } from "../write.ts";
import { formatCheckpoint, parseCheckpoint, type SavedCheckpoint } from "./checkpoint_file.ts";
import { holds } from "./run_log.ts";

/**
 * Writes a checkpoint; once the disk has it, removes all others except the one before it.
 *
 * @param folder The run's folder.
 * @param saved The checkpoint.
 * @param before The step of the one before it, written or used by this process; undefined if none.
 */
export async function saveCheckpoint(
  folder: string,
  saved: SavedCheckpoint,
  before: number | undefined,
): Promise<void> {
  const { step } = saved.checkpoint.progress;
  await replaceFile(pathOf(folder, step), formatCheckpoint(saved));
  await syncFolder(folder);
  for (const other of await stepsIn(folder)) {
    if (other !== step && other !== before) removeFile(pathOf(folder, other));
  }
}

/** Keeps a checkpoint with the run for good, as the state after the evaluation of an epoch. */
export async function keepState(
  folder: string,
  epoch: number,
  saved: SavedCheckpoint,
): Promise<void> {
  await replaceFile(join(folder, stateFile(epoch)), formatCheckpoint(saved));
}

/** The epochs of the states kept in a run's folder, in order. */
export async function keptStates(folder: string): Promise<number[]> {
  const epochs = (await namesIn(folder)).map(stateEpoch).filter((epoch) => epoch !== undefined);
  return epochs.sort((a, b) => a - b);
}

/**
 * A state kept with a run, and the bytes of its file.
 *
 * @throws {SyntaxError} It is damaged, or belongs to another run.
 */
export async function readState(
  folder: string,
  epoch: number,
  identity: string,
): Promise<SavedCheckpoint & { readonly bytes: Uint8Array }> {
  const path = join(folder, stateFile(epoch));
  const bytes = await requireBytes(path);
  const saved = parseCheckpoint(bytes, path);
  if (saved.identity !== identity) {
    throw new SyntaxError(`Cannot use ${path}: it belongs to another run`);
  }
  return { ...saved, bytes };
}

/**
 * The newest checkpoint from which a run can be resumed; undefined if there is none.
 *
 * @param folder The run's folder.
 * @param identity The run's identity.
 * @param notice Called with a sentence about each checkpoint that cannot be used, and what is used
 *   instead.
 */
export async function newestCheckpoint(
  folder: string,
  identity: string,
  notice: (text: string) => void,
): Promise<SavedCheckpoint | undefined> {
  const faults: string[] = [];
  let usable: SavedCheckpoint | undefined;
  for (const step of await stepsIn(folder)) {
    const found = await readCheckpoint(folder, pathOf(folder, step), identity);
    if (typeof found !== "string") {
      usable = found;
      break;
    }
    faults.push(found);
  }
  const remedy = usable === undefined
    ? "the run starts over"
    : `the run resumes from step ${usable.checkpoint.progress.step}`;
  for (const fault of faults) notice(`${fault}; ${remedy}`);
  return usable;
}

/** The name of the newest checkpoint in a folder, undamaged or not; undefined if there is none. */
export async function newestCheckpointName(folder: string): Promise<string | undefined> {
  const [newest] = await stepsIn(folder);
  return newest === undefined ? undefined : basename(pathOf(folder, newest));
}

/** The step of the newest checkpoint in a folder, usable or not; undefined if there is none. */
export async function newestCheckpointStep(folder: string): Promise<number | undefined> {
  return (await stepsIn(folder))[0];
}

/** Removes every checkpoint of a complete run. */
export async function removeCheckpoints(folder: string): Promise<void> {
  for (const step of await stepsIn(folder)) removeFile(pathOf(folder, step));
}

/** A checkpoint of this run that fits its logs, or why the file is not one. */
async function readCheckpoint(
  folder: string,
  path: string,
  identity: string,
): Promise<SavedCheckpoint | string> {
  let saved: SavedCheckpoint;
  try {
    saved = parseCheckpoint(await requireBytes(path), path);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return error.message;
  }
  const { logs } = saved;
  if (saved.identity !== identity) return `Cannot use ${path}: it belongs to another run`;
  const names = ["steps", "epochs", "layers", "states"] as const;
  const fits = await Promise.all(names.map((name) => {
    const position = logs[name];
    return position === undefined || holds(join(folder, RUN_FILES[name]), position);
  }));
  return fits.every(Boolean) ? saved : `Cannot use ${path}: the logs beside it were cut or changed`;
}

function pathOf(folder: string, step: number): string {
  return join(folder, checkpointFile(step));
}

/** The steps of the checkpoints in a folder, newest first. */
async function stepsIn(folder: string): Promise<number[]> {
  const steps: number[] = [];
  for (const name of await namesIn(folder)) {
    const step = checkpointStep(name);
    if (step !== undefined) steps.push(step);
  }
  return steps.sort((a, b) => b - a);
}
