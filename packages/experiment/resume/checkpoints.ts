/**
 * The checkpoints in a run's folder: written beside, synced and renamed, the one before kept until
 * the new one is whole; on resuming the newest that is undamaged and fits the logs is used, and
 * every one that is not is named.
 *
 * @module
 */
import { join } from "node:path";
import { replaceFile, RUN_FILES } from "../store.ts";
import { formatCheckpoint, parseCheckpoint, type SavedCheckpoint } from "./checkpoint_file.ts";
import { holds } from "./run_log.ts";

const NAME = /^checkpoint-(\d+)\.safetensors$/;

/** Writes a checkpoint, then removes all but the one before it. */
export async function saveCheckpoint(folder: string, saved: SavedCheckpoint): Promise<void> {
  const { step } = saved.checkpoint.progress;
  await replaceFile(join(folder, `checkpoint-${step}.safetensors`), formatCheckpoint(saved));
  const older = (await stepsIn(folder)).filter((other) => other < step);
  for (const other of older.slice(1)) await remove(folder, other);
}

/**
 * The newest checkpoint from which a run can go on; undefined where there is none.
 *
 * @param folder The run's folder.
 * @param identity The run's identity.
 * @param notice Called with a sentence about each checkpoint that cannot be used.
 */
export async function newestCheckpoint(
  folder: string,
  identity: string,
  notice: (text: string) => void,
): Promise<SavedCheckpoint | undefined> {
  for (const step of await stepsIn(folder)) {
    const path = join(folder, `checkpoint-${step}.safetensors`);
    const saved = await readCheckpoint(path, notice);
    if (saved === undefined) continue;
    if (saved.identity !== identity) {
      notice(`${path} belongs to another run and is not used`);
    } else if (
      !await holds(join(folder, RUN_FILES.steps), saved.logs.steps) ||
      !await holds(join(folder, RUN_FILES.epochs), saved.logs.epochs)
    ) {
      notice(`${path} does not fit the logs beside it, which were cut or changed; it is not used`);
    } else {
      return saved;
    }
  }
  return undefined;
}

/** Removes every checkpoint of a run that is whole. */
export async function removeCheckpoints(folder: string): Promise<void> {
  for (const step of await stepsIn(folder)) await remove(folder, step);
}

async function readCheckpoint(
  path: string,
  notice: (text: string) => void,
): Promise<SavedCheckpoint | undefined> {
  try {
    return parseCheckpoint(await Deno.readFile(path), path);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    notice(`${error.message}; the checkpoint before it is used instead`);
    return undefined;
  }
}

/** The steps of the checkpoints in a folder, newest first. */
async function stepsIn(folder: string): Promise<number[]> {
  const steps: number[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    const step = NAME.exec(name)?.[1];
    if (step !== undefined) steps.push(Number(step));
  }
  return steps.sort((a, b) => b - a);
}

async function remove(folder: string, step: number): Promise<void> {
  await Deno.remove(join(folder, `checkpoint-${step}.safetensors`));
}
