/**
 * Folders in which runs are repeated for comparison, beside the runs of an experiment.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { foldersIn } from "../read.ts";
import { makeScratch, removeFolder } from "../write.ts";
import { usingFolder } from "../faults.ts";

/**
 * The beginning of the name of a folder in which runs are repeated; no list of runs includes it.
 */
const SCRATCH = ".audit-";

/** Creates a folder in which to repeat runs, beside a record. */
export async function createScratch(record: string): Promise<string> {
  const folder = dirname(record);
  return await usingFolder(folder, () => makeScratch(folder, SCRATCH));
}

/** Removes what killed audits left in an experiment's folder, which is held. */
export async function removeScratch(folder: string): Promise<void> {
  for (const name of await foldersIn(folder)) {
    if (!name.startsWith(SCRATCH)) continue;
    // A worker of the killed command may still be working on it; what is left is removed the next
    // time.
    await removeFolder(join(folder, name)).catch(() => {});
  }
}
