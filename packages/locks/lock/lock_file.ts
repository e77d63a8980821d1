/**
 * The lock beside the file of an experiment: reading it, and whether it exists.
 *
 * @module
 */
import { exists, LIMITS, readGiven } from "@samebit/store";
import { type Lock, lockPath } from "./lock.ts";
import { parseLock } from "./lock_text.ts";

/** A lock on disk. */
export interface LockFile {
  /** Its path. */
  readonly path: string;
  /** Its text. */
  readonly text: string;
  /** Its content. */
  readonly lock: Lock;
}

/**
 * The lock beside an experiment's file; undefined if there is none.
 *
 * @throws {BadInput} It is damaged.
 */
export async function readLock(file: string): Promise<LockFile | undefined> {
  const path = lockPath(file);
  if (!await exists(path)) return undefined;
  const text = new TextDecoder().decode(await readGiven(path, LIMITS.lock));
  return { path, text, lock: parseLock(text, path) };
}

/** Whether the experiment of a slug has a lock beside its file. */
export async function lockState(experiments: string, slug: string): Promise<"present" | "absent"> {
  return await exists(lockPath(`${experiments}/${slug}.ts`)) ? "present" : "absent";
}

/** The states of the locks of experiments by slug. */
export async function lockStates(
  experiments: string,
  slugs: readonly string[],
): Promise<Readonly<Record<string, "present" | "absent">>> {
  const states: [string, "present" | "absent"][] = [];
  for (const slug of slugs) states.push([slug, await lockState(experiments, slug)]);
  return Object.fromEntries(states);
}
