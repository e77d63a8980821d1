/**
 * Archives given to `verify`: each is checked byte by byte, unpacked, and verified as an experiment
 * with its lock and its record.
 *
 * @module
 */
import { join } from "node:path";
import {
  type Archive,
  describeClaim,
  judgeClaims,
  openArchive,
  unpackArchive,
} from "@samebit/archives";
import { findingsOf, readExperiment, showCount } from "@samebit/findings";
import { BadInput, escapeText } from "@samebit/input";
import { formatRunName, runsByName, SAME, type VerifiedRun } from "@samebit/locks";
import { makeFolder, rootOf } from "@samebit/store";
import type { Terminal } from "@samebit/terminal";
import { readSubjects, type Subject, type SubjectOptions } from "./verify_subjects.ts";

/** An archive that is being verified. */
export interface ArchiveSubject {
  /** The archive. */
  readonly archive: Archive;
  /** Where it has been unpacked. */
  readonly folder: string;
  /** Its experiment. */
  readonly subject: Subject;
}

/** Whether an operand names an archive. */
export function isArchive(operand: string): boolean {
  return operand.endsWith(".zip");
}

/**
 * Checks an archive and unpacks it below a folder.
 *
 * @param options The options; data that are not in the archive are looked for in `dataDir`, if
 *   given.
 * @throws {BadInput} A byte of it is not as it was published, or it cannot be read.
 */
export async function readArchive(
  path: string,
  below: string,
  options: Omit<SubjectOptions, "dataDir"> & { readonly dataDir: string | undefined },
  terminal: Terminal,
): Promise<ArchiveSubject> {
  if (options.against !== undefined) {
    throw new BadInput("--against", `is not for archives: ${path} contains its record`);
  }
  const archive = await openNamed(path);
  terminal.print(
    `${terminal.bold(escapeText(path))}: ${showCount(archive.files.size, "file")} as published, ` +
      `SHA-256 ${archive.sha256}`,
  );
  const folder = join(below, archive.sha256);
  makeFolder(folder);
  await unpackArchive(archive, folder);
  const file = join(folder, "experiments", `${archive.slug}.ts`);
  const dataDir = options.dataDir ?? join(folder, "data");
  const places = { against: folder, dataDir, kindsDir: folder };
  const [subject] = await readSubjects([file], { ...options, ...places }, terminal);
  const { locked } = subject!;
  return { archive, folder, subject: { ...subject!, locked: { ...locked, path: archive.slug } } };
}

async function openNamed(path: string): Promise<Archive> {
  try {
    return await openArchive(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new BadInput(path, "there is no such archive");
  }
}

/** Prints the verdicts on the claims of an archive; returns whether all that must hold do. */
export async function printClaims(
  { folder, subject }: ArchiveSubject,
  verified: readonly VerifiedRun[],
  terminal: Terminal,
): Promise<boolean> {
  const found = findingsOf(await readExperiment(rootOf(folder), { logs: "records" }));
  const locked = runsByName(subject.locked.lock.runs);
  const of = (isSame: boolean) =>
    new Set(
      verified.filter(({ verdict }) => (verdict === SAME) === isSame)
        .map(({ name }) => locked.get(formatRunName(name))!.identity),
    );
  const claims = judgeClaims(found, { same: of(true), different: of(false) });
  terminal.print("");
  for (const claim of claims) terminal.print(escapeText(describeClaim(claim)));
  return claims.every(({ must, result }) => !must || result !== "FAIL");
}
