/**
 * One process at a time in a folder: a lock that the system releases whenever the process ends, in
 * whatever way. The locked file stays; only the lock on it means anything.
 */
import { join } from "node:path";
import { BadInput } from "@samebit/input";
import { openKept } from "./write.ts";

const PAUSE_MS = 50;

/**
 * Holds a folder until it is disposed of.
 *
 * @param folder The folder, which must exist.
 * @param patienceMs How long to wait for another process that is about to end.
 * @throws {BadInput} Another process has held it for longer.
 */
export async function holdFolder(folder: string, patienceMs: number): Promise<Disposable> {
  const file = openKept(join(folder, ".held"));
  try {
    for (let waited = 0; !await file.tryLock(true); waited += PAUSE_MS) {
      if (waited >= patienceMs) {
        throw new BadInput(
          folder,
          "is being written by another process; wait until it ends, or choose another folder with --out",
        );
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  } catch (error) {
    file.close();
    throw error;
  }
  return { [Symbol.dispose]: () => file.close() };
}
