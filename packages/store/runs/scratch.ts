/**
 * Folders in which runs are made again to be compared, beside the runs of an experiment.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { foldersIn } from "../read.ts";
import { makeScratch, removeFolder } from "../write.ts";
import { usingFolder } from "../faults.ts";

/** What the name of a folder begins with in which runs are made again; no list of runs has it. */
const SCRATCH = ".audit-";

/** Creates a folder to make runs again in, beside a record. */
export async function createScratch(record: string): Promise<string> {
  const folder = dirname(record);
  return await usingFolder(folder, () => makeScratch(folder, SCRATCH));
}

/** Removes what audits that were killed left in an experiment's folder, which is held. */
export async function removeScratch(folder: string): Promise<void> {
  for (const name of await foldersIn(folder)) {
    if (!name.startsWith(SCRATCH)) continue;
    // A worker of the killed command may still be at it; what is left is removed the next time.
    await removeFolder(join(folder, name)).catch(() => {});
  }
}
