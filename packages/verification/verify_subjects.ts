/**
 * The subjects of `verify`: experiments with their locks, plans and records, read and matched
 * before any run is repeated, so that bad input is reported first.
 *
 * @module
 */
import { BadInput, escapeText } from "@samebit/input";
import {
  findRecord,
  type LockFile,
  type LockMatch,
  lockPath,
  matchLock,
  readLock,
  sampleRuns,
} from "@samebit/locks";
import { experimentFile, experimentFiles } from "@samebit/options";
import { exists, rootOf } from "@samebit/store";
import {
  type KnownData,
  MissingData,
  planExperiment,
  type PlannedExperiment,
} from "@samebit/sweep";
import type { Terminal } from "@samebit/terminal";

/** One experiment, ready to be verified. */
export interface Subject {
  /** The experiment's file in its present state. */
  readonly planned: PlannedExperiment;
  /** Its lock. */
  readonly locked: LockFile;
  /** What is verified: everything, or the sample and what cannot be compared. */
  readonly matches: readonly LockMatch[];
  /** How many comparable runs the sample omits. */
  readonly left: number;
  /** The folders of records, by identity. */
  readonly records: ReadonlyMap<string, string>;
  /** The folder of its data files: for an archive, in the archive. */
  readonly dataDir: string;
  /** The folder whose own kinds it may name: for an archive, the archive. */
  readonly kindsDir: string;
}

/** The options of reading subjects. */
export interface SubjectOptions {
  /** How many runs of each lock to verify; Infinity for all. */
  readonly sample: number;
  /** The folder of recorded runs, if there is one. */
  readonly against?: string;
  /** The folder of data files. */
  readonly dataDir: string;
  /** The folder whose own kinds experiments may name. */
  readonly kindsDir: string;
}

/**
 * The named experiments, or all that have a lock and its data.
 *
 * @throws {BadInput} A file, a lock or the folder of records is not valid.
 */
export async function readSubjects(
  operands: readonly string[],
  options: SubjectOptions,
  terminal: Terminal,
): Promise<Subject[]> {
  const { against } = options;
  if (against !== undefined && !await exists(against)) {
    throw new BadInput("--against", `there is no folder ${against}`);
  }
  const given = { ...options, ...(against !== undefined && { against: rootOf(against) }) };
  const subjects = operands.length > 0
    ? await readNamed(operands, given)
    : await readVerifiable(given, terminal);
  if (against !== undefined && subjects.every(({ records }) => records.size === 0)) {
    throw new BadInput("--against", `${against} contains no record of these runs`);
  }
  return subjects;
}

async function readNamed(
  operands: readonly string[],
  options: SubjectOptions,
): Promise<Subject[]> {
  const known: KnownData = new Map();
  const subjects: Subject[] = [];
  for (const operand of new Set(operands)) {
    const file = await experimentFile(operand);
    subjects.push(await readSubject(file, await plan(file, options, known), options));
  }
  return subjects;
}

/** The experiments that can be verified here; prints why it skips the others. */
async function readVerifiable(options: SubjectOptions, terminal: Terminal): Promise<Subject[]> {
  const known: KnownData = new Map();
  const subjects: Subject[] = [];
  const skip = (file: string, reason: string) =>
    terminal.print(escapeText(`${file}: skipped, ${reason}`));
  for (const file of await experimentFiles()) {
    if (!await exists(lockPath(file))) {
      skip(file, "it has no lock");
      continue;
    }
    try {
      const subject = await readSubject(file, await plan(file, options, known), options);
      const reason = otherDataOf(subject);
      if (reason === undefined) subjects.push(subject);
      else skip(file, reason);
    } catch (error) {
      if (!(error instanceof MissingData)) throw error;
      skip(file, `its data are missing: ${error.reason}`);
    }
  }
  if (subjects.length === 0) {
    throw new BadInput(
      "verify",
      "finds no lock to verify; write one: deno task experiment FILE --lock",
    );
  }
  return subjects;
}

/** Why nothing in a lock can be compared, if all of it was recorded on other data files. */
export function otherDataOf({ locked: { lock }, matches }: Subject): string | undefined {
  const others = matches.flatMap((match) => match.kind === "other data" ? [match] : []);
  if (others.length === 0 || others.length < matches.length) return undefined;
  const hashes = (all: readonly string[]) =>
    [...new Set(all.map((hash) => hash.slice(0, 12)))].join(" and ");
  const then = hashes(others.map(({ locked }) => locked.dataHash));
  const now = hashes(others.map(({ run }) => run.dataHash));
  const warned = lock.warnings.map((warning) => ` (${warning})`).join("");
  return `it was recorded on other data files: ${then}${warned}; these are ${now}`;
}

async function plan(
  file: string,
  { dataDir, kindsDir }: SubjectOptions,
  known: KnownData,
): Promise<PlannedExperiment> {
  return await planExperiment(file, { dataDir, kindsDir, known });
}

async function readSubject(
  file: string,
  planned: PlannedExperiment,
  { sample, against, dataDir, kindsDir }: SubjectOptions,
): Promise<Subject> {
  const locked = await readLock(file);
  if (locked === undefined) {
    throw new BadInput(
      file,
      `has no lock ${lockPath(file)}; write one: deno task experiment ${file} --lock`,
    );
  }
  const { lock, path, text } = locked;
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
  return {
    planned,
    locked,
    matches,
    left: all.length - matches.length,
    records,
    dataDir,
    kindsDir,
  };
}
