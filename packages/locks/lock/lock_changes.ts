/**
 * What a new lock changes in the old one, for the line that `--lock` prints and for reviewers. The
 * distinction that matters: a run with a new plan has a new identity; other bytes under the same
 * identity break the contract.
 *
 * @module
 */
import { formatRunName, type Lock, type LockedRun, type RunName, runsByName } from "./lock.ts";

/** The difference of two locks of one experiment. */
export interface LockChanges {
  /** Runs that only the new lock has. */
  readonly added: readonly RunName[];
  /** Runs that only the old lock has. */
  readonly removed: readonly RunName[];
  /** Runs of both whose identity differs: a different plan, data or contract. */
  readonly replanned: readonly RunName[];
  /** Runs of both with the same identity and other digests: the same plan gave other bytes. */
  readonly moved: readonly RunName[];
}

/** What changes from one lock to another; runs are matched by name. */
export function lockChanges(before: Lock | undefined, after: Lock): LockChanges {
  const old = runsByName(before?.runs ?? []);
  const now = runsByName(after.runs);
  const both = after.runs.filter((run) => old.has(formatRunName(run)));
  const isSameRun = (run: LockedRun) => old.get(formatRunName(run))!.identity === run.identity;
  return {
    added: after.runs.filter((run) => !old.has(formatRunName(run))),
    removed: (before?.runs ?? []).filter((run) => !now.has(formatRunName(run))),
    replanned: both.filter((run) => !isSameRun(run)),
    moved: both.filter((run) => isSameRun(run) && !isEqual(run, old.get(formatRunName(run))!)),
  };
}

function isEqual(a: LockedRun, b: LockedRun): boolean {
  return a.epochs.join() === b.epochs.join() &&
    Object.entries(a.files).every(([name, digest]) => b.files[name] === digest);
}
