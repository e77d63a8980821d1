/**
 * One process at a time in a folder: a lock that the system gives back when the process ends,
 * however it ends.
 *
 * @module
 */
import { join } from "node:path";
import { BadInput } from "../bad_input.ts";

/** How long to wait for a process that is about to end, in milliseconds. */
const PATIENCE_MS = 5000;
const PAUSE_MS = 50;

/**
 * Holds a folder until it is disposed of.
 *
 * @throws {BadInput} Another process has held it for some seconds.
 */
export async function holdFolder(folder: string): Promise<Disposable> {
  const file = await Deno.open(join(folder, ".held"), { write: true, create: true });
  for (let waited = 0; waited <= PATIENCE_MS; waited += PAUSE_MS) {
    if (await file.tryLock(true)) return { [Symbol.dispose]: () => file.close() };
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  file.close();
  throw new BadInput(
    folder,
    "is being written by another process; wait for it, or choose another folder by --out",
  );
}
