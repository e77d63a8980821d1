/**
 * The runs of the archive that can be repeated, as planned by its experiment and recorded in its
 * lock.
 */
import { formatRunName, type Lock, type LockedRun, parseLock, sampleRuns } from "@samebit/locks";
import { type ExperimentLogs, readPlannedRuns, subjectOf } from "@samebit/findings";
import { EXPERIMENT_FILES } from "@samebit/runlog";
import type { Folder } from "./folder.ts";

/** A run that can be repeated. */
export interface Subject {
  /** Its name for people. */
  readonly name: string;
  /** Its path in the archive. */
  readonly folder: string;
  /** Its entry in the lock. */
  readonly locked: LockedRun;
}

/** Everything in an archive. */
export interface Subjects {
  /** The records of its runs. */
  readonly logs: ExperimentLogs;
  /** Its lock. */
  readonly lock: Lock;
  /** The lock's text. */
  readonly lockText: string;
  /** Its runs, in the lock's order. */
  readonly runs: readonly Subject[];
}

/**
 * Reads the planned runs.
 *
 * @throws {Error} A record is missing or damaged, or the lock lists other runs.
 */
export async function readSubjects(folder: Folder): Promise<Subjects> {
  const source = folder;
  const logs = await readPlannedRuns(".", { logs: "records", source });
  if (logs === undefined) {
    throw new Error(`Cannot read ${folder.path}: it has no ${EXPERIMENT_FILES.record}`);
  }
  const path = `experiments/${logs.record.slug}.lock.json`;
  const lockText = await folder.readText(path);
  if (lockText === undefined) throw new Error(`Cannot read ${folder.path}: it has no ${path}`);
  const lock = parseLock(lockText, path);
  const folders = new Map(logs.record.runs.map((run) => [run.identity, run.folder]));
  const runs = lock.runs.map((locked) => {
    const name = formatRunName(locked);
    const folder = folders.get(locked.identity);
    if (folder !== undefined) return { name, folder, locked };
    throw new Error(`Cannot check ${name}: ${path} has it, ${EXPERIMENT_FILES.record} does not`);
  });
  const locked = new Set(lock.runs.map(({ identity }) => identity));
  const other = logs.record.runs.find(({ identity }) => !locked.has(identity));
  if (other === undefined) return { logs, lock, lockText, runs };
  throw new Error(
    `Cannot check ${other.folder}: ${EXPERIMENT_FILES.record} has it, ${path} does not`,
  );
}

/** The chosen runs: all; as many as asked for, by the lock's hash; or those of a claim. */
export function chooseRuns(
  { logs, lock, lockText, runs }: Subjects,
  { count, claim }: { readonly count?: number; readonly claim?: number },
): readonly Subject[] {
  let chosen = runs;
  if (claim !== undefined) {
    const wanted = identitiesOf(logs, claim);
    chosen = chosen.filter(({ locked }) => wanted.has(locked.identity));
  }
  if (count === undefined || count >= chosen.length) return chosen;
  const sample = sampleRuns(lockText, chosen.map(({ locked }) => locked), count);
  const kept = new Set(sample.map(({ identity }) => identity));
  return chosen.filter(({ locked }) => kept.has(locked.identity) && lock.runs.includes(locked));
}

/** The identities of the runs of the variants that a claim is about; claims are counted from 1. */
export function identitiesOf({ record }: ExperimentLogs, claim: number): Set<string> {
  const asked = record.claims[claim - 1]!;
  const variants = [subjectOf(asked), asked.than];
  return new Set(
    record.runs.filter(({ variant }) => variants.includes(variant)).map(({ identity }) => identity),
  );
}
