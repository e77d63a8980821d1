/**
 * The lock of an experiment, written for `experiment --lock` with a summary of what a new one
 * changes.
 *
 * @module
 */
import { basename, dirname, join } from "node:path";
import { followStored, type PlannedExperiment } from "@samebit/sweep";
import {
  formatLock,
  formatRunName,
  type LockChanges,
  lockChanges,
  lockExperiment,
  type LockFile,
  lockPath,
  readLock,
} from "@samebit/locks";
import { BadInput } from "@samebit/input";
import { replaceFile, rootOf } from "@samebit/store";
import { showCount } from "@samebit/findings";
import { STATUS, type Terminal } from "@samebit/terminal";

/**
 * Writes the lock of an experiment beside its file and prints what it changes; returns the exit
 * status. If a run is missing or incomplete, nothing is written.
 *
 * @throws {BadInput} The existing lock is damaged; it is not overwritten.
 */
export async function writeLock(
  file: string,
  out: string,
  planned: PlannedExperiment,
  terminal: Terminal,
): Promise<number> {
  const path = lockPath(file);
  let before: LockFile | undefined;
  try {
    before = await readLock(file);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    throw new BadInput(path, ["is damaged; delete it to write a new one", error.message]);
  }
  const { search, waiting } = await followStored(out, planned);
  if (waiting.length > 0) {
    terminal.complain(
      `${terminal.red("not locked")}: ${waiting.length} of ` +
        `${showCount(search.runs.length, "run")} of ${planned.slug} ` +
        `${waiting.length === 1 ? "is" : "are"} incomplete`,
    );
    return STATUS.failed;
  }
  const lock = await lockExperiment(out, planned);
  const text = formatLock(lock);
  if (text !== before?.text) await replaceFile(join(rootOf(dirname(path)), basename(path)), text);
  const changes = lockChanges(before?.lock, lock);
  terminal.print(
    `Lock: ${terminal.bold(path)}, ${showCount(lock.runs.length, "run")}: ` +
      (text === before?.text ? "nothing changed" : describe(changes)),
  );
  if (changes.moved.length > 0) {
    terminal.complain(
      `${terminal.red("moved")}: ${changes.moved.map(formatRunName).join("; ")}: ` +
        "the same plan, data and contract gave different bytes from the previous lock; " +
        "raise CONTRACT if that is intended",
    );
  }
  return STATUS.done;
}

function describe({ added, removed, replanned, moved }: LockChanges): string {
  const counts = [
    [added.length, "added"],
    [replanned.length, "replanned"],
    [removed.length, "removed"],
    [moved.length, "changed under the same identity"],
  ] as const;
  const said = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return said.join(", ") || "the same runs, from different sources";
}
