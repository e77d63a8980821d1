/**
 * The note that a run failed, in its folder: for pages, which show no other text from a folder as
 * it is. An error in writing it is ignored: the terminal reports failures too.
 */
import { FAILURE_FILE } from "@samebit/runlog";
import { join } from "node:path";
import { BadInput } from "@samebit/input";
import { isOfSystem } from "./faults.ts";
import { LIMITS } from "./limits.ts";
import { makeFolder, removeFile, replaceFileSync } from "./write.ts";

/**
 * Notes in a run's folder why it failed, for pages; the note is removed when the run is retried.
 */
export function noteFailure(folder: string, reason: string): void {
  unlessRefused(() => {
    makeFolder(folder);
    replaceFileSync(join(folder, FAILURE_FILE), `${reason.slice(0, LIMITS.note.bytes / 4)}\n`);
  });
}

/** Removes the note of {@link noteFailure}. */
export function forgetFailure(folder: string): void {
  unlessRefused(() => removeFile(join(folder, FAILURE_FILE)));
}

function unlessRefused(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof BadInput) return;
    if (!(error instanceof Error) || !isOfSystem(error)) throw error;
  }
}
