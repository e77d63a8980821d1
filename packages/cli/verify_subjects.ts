/**
 * What `verify` works on: experiments with their locks, plans and records, read and matched before
 * anything is made, so that bad input is told first.
 *
 * @module
 */
import {
  BadInput,
  findRecord,
  isEmbedded,
  type LockMatch,
  lockPath,
  matchLock,
  planExperiment,
  type PlannedExperiment,
  readExperiment,
  sampleRuns,
} from "@samebit/experiment";
import { exists } from "./exists.ts";
import { type LockFile, readLock } from "./lock.ts";
import { experimentFile, experimentFiles } from "./places.ts";
import type { Terminal } from "./terminal.ts";

/** One experiment, ready to be verified. */
export interface Subject {
  /** The experiment's file as it is now. */
  readonly planned: PlannedExperiment;
  /** Its lock. */
  readonly locked: LockFile;
  /** What is verified: all, or the sample and what does not fit. */
  readonly matches: readonly LockMatch[];
  /** How many comparable runs the sample leaves out. */
  readonly left: number;
  /** The folders of records, by identity. */
  readonly records: ReadonlyMap<string, string>;
}

/** What is wanted of subjects. */
export interface SubjectOptions {
  /** How many runs of each lock to verify; Infinity for all. */
  readonly sample: number;
  /** The folder of recorded runs, where there is one. */
  readonly against?: string;
  /** Where the files of data sets lie. */
  readonly dataDir: string;
}

/**
 * The experiments that were named, or all that have a lock and data that comes with the code.
 *
 * @throws {BadInput} A file, a lock or the folder of records is not what it should be.
 */
export async function readSubjects(
  operands: readonly string[],
  options: SubjectOptions,
  terminal: Terminal,
): Promise<Subject[]> {
  const files = operands.length > 0
    ? await Promise.all([...new Set(operands)].map(experimentFile))
    : await verifiableFiles(terminal);
  const { against } = options;
  if (against !== undefined && !await exists(against)) {
    throw new BadInput("--against", `there is no folder ${against}`);
  }
  const subjects: Subject[] = [];
  for (const file of files) subjects.push(await readSubject(file, options));
  if (against !== undefined && subjects.every(({ records }) => records.size === 0)) {
    throw new BadInput("--against", `${against} holds no record of these runs`);
  }
  return subjects;
}

/** The experiments with a lock whose data comes with the code; says why it leaves out the others. */
async function verifiableFiles(terminal: Terminal): Promise<string[]> {
  const files: string[] = [];
  for (const file of await experimentFiles()) {
    if (!await exists(lockPath(file))) {
      terminal.print(`${file}: skipped, it has no lock`);
    } else if (!await isEmbedded(await readExperiment(file))) {
      terminal.print(`${file}: skipped, it wants data files; name it to verify it`);
    } else files.push(file);
  }
  if (files.length === 0) {
    throw new BadInput("verify", "finds no lock; write one: deno task experiment FILE --lock");
  }
  return files;
}

async function readSubject(
  file: string,
  { dataDir, sample, against }: SubjectOptions,
): Promise<Subject> {
  const locked = await readLock(file);
  if (locked === undefined) {
    throw new BadInput(
      file,
      `has no lock ${lockPath(file)}; write one: deno task experiment ${file} --lock`,
    );
  }
  const { lock, path, text } = locked;
  const planned = await planExperiment(file, { dataDir });
  if (lock.slug !== planned.slug) {
    throw new BadInput(path, `is the lock of ${lock.slug}, not of ${planned.slug}`);
  }
  const all = matchLock(lock, planned);
  const sampled = new Set(sampleRuns(text, lock.runs, Math.min(sample, lock.runs.length)));
  const matches = all.filter((match) => match.kind !== "comparable" || sampled.has(match.locked));
  const records = new Map<string, string>();
  for (const match of matches) {
    if (against === undefined || match.kind !== "comparable") continue;
    const folder = await findRecord(against, planned.slug, match.run);
    if (folder !== undefined) records.set(match.run.identity, folder);
  }
  return { planned, locked, matches, left: all.length - matches.length, records };
}
