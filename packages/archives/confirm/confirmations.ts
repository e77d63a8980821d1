/**
 * The confirmations of an archive in a folder: which of them are signed by the person they name and
 * are about this archive, and what they found.
 */
import { join } from "node:path";
import { BadInput } from "@samebit/input";
import { type LockedRun, parseLock, runsByName } from "@samebit/locks";
import { LIMITS, namesIn, readGiven } from "@samebit/store";
import type { Archive } from "../open_archive.ts";
import { faultOfSignature } from "./signatures.ts";
import { type Confirmation, digestOfRun, parseStatement } from "./statement.ts";

/** The ending of a statement's name; its signature adds `.sig`. */
export const STATEMENT_END = ".confirmation.json";

/** A confirmation in a folder. */
export interface CheckedConfirmation {
  /** Its file name. */
  readonly file: string;
  /** What it says, if it can be read. */
  readonly confirmation?: Confirmation;
  /** The runs that it is about, as in the archive's lock; only if it counts. */
  readonly runs?: readonly LockedRun[];
  /** Why it is refused; absent if it counts. */
  readonly fault?: string;
}

/**
 * Checks every confirmation in a folder.
 *
 * @param archive The archive that they should be about.
 * @param signers The `allowed_signers` file.
 * @throws {BadInput} The lock in the archive cannot be read.
 */
export async function checkConfirmations(
  folder: string,
  { archive, signers }: { readonly archive: Archive; readonly signers: string },
): Promise<CheckedConfirmation[]> {
  const files = (await namesIn(folder)).filter((name) => name.endsWith(STATEMENT_END));
  const locked = lockedRuns(archive);
  const checked: CheckedConfirmation[] = [];
  for (const file of files) {
    const path = join(folder, file);
    checked.push({ file, ...await checkOne(path, file, { archive, locked, signers }) });
  }
  return checked;
}

/** The runs of an archive by their names. */
function lockedRuns({ slug, files, path }: Archive): ReadonlyMap<string, LockedRun> {
  const name = `experiments/${slug}.lock.json`;
  return runsByName(parseLock(new TextDecoder().decode(files.get(name)), `${path}: ${name}`).runs);
}

async function checkOne(
  path: string,
  file: string,
  { archive, locked, signers }: {
    readonly archive: Archive;
    readonly locked: ReadonlyMap<string, LockedRun>;
    readonly signers: string;
  },
): Promise<Omit<CheckedConfirmation, "file">> {
  try {
    const text = new TextDecoder().decode(await readGiven(path, LIMITS.record));
    const confirmation = parseStatement(text, file);
    const { by } = confirmation;
    const signature = `${path}.sig`;
    await readGiven(signature, LIMITS.note);
    const fault = await faultOfSignature(text, { signature, signers, by });
    if (fault !== undefined) return { confirmation, fault };
    if (confirmation.archive.sha256 !== archive.sha256) {
      return { confirmation, fault: `it is about another archive, ${confirmation.archive.name}` };
    }
    return { confirmation, ...matchRuns(confirmation, locked) };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { fault: "it has no signature" };
    if (error instanceof BadInput) return { fault: error.message };
    throw error;
  }
}

/**
 * The runs of a confirmation, if each is there once and as in the archive; otherwise the first
 * fault.
 */
function matchRuns(
  { runs, of, same }: Confirmation,
  locked: ReadonlyMap<string, LockedRun>,
): Pick<CheckedConfirmation, "runs" | "fault"> {
  const found = new Map<string, LockedRun>();
  for (const { name, sha256 } of runs) {
    const run = locked.get(name);
    if (run === undefined || digestOfRun(run) !== sha256) {
      return { fault: `the archive has no run ${JSON.stringify(name)} with this digest` };
    }
    found.set(name, run);
  }
  if (found.size < runs.length) return { fault: "it names a run twice" };
  return of === locked.size && same <= runs.length
    ? { runs: [...found.values()] }
    : { fault: `it says ${same} of ${of} runs are the same; the archive has ${locked.size}` };
}
