/**
 * `verify ARCHIVE --attest NAME`: writes the findings as a signed statement beside the archive.
 *
 * @module
 */
import { basename, dirname, join } from "node:path";
import {
  type Confirmation,
  digestOfRun,
  formatStatement,
  signFile,
  signingKeyOfGit,
  STATEMENT_END,
} from "@samebit/archives";
import { BadInput, escapeText } from "@samebit/input";
import { formatRunName, runsByName, SAME, type VerifiedRun } from "@samebit/locks";
import type { JsonObject } from "@samebit/runlog";
import { removeFile, replaceFile, rootOf } from "@samebit/store";
import type { Given, Terminal } from "@samebit/terminal";
import type { ArchiveSubject } from "./archive_subjects.ts";

/** Who signs the findings, and with which key. */
export interface Signer {
  /** The name in `allowed_signers`. */
  readonly name: string;
  /** The file of the key. */
  readonly key: string;
}

/**
 * The named signer, with the key that was given or that git signs with; undefined if none was
 * named.
 *
 * @throws {BadInput} A flag is missing, or the name is not valid.
 */
export async function signerOf({ operands, values }: Given): Promise<Signer | undefined> {
  const { attest: name, key: given } = values;
  if (name === undefined && given === undefined) return undefined;
  if (name === undefined) throw new BadInput("--key", "is for --attest NAME");
  if (!/^[\w+.@-]{1,100}$/.test(name) || name.startsWith("-")) {
    throw new BadInput(
      "--attest",
      `cannot be ${JSON.stringify(name)}; wanted a name such as ada@example.org`,
    );
  }
  const key = given ?? await signingKeyOfGit();
  if (key === undefined) {
    throw new BadInput(
      "--attest",
      "needs --key FILE, the SSH key to sign with, such as ~/.ssh/id_ed25519; " +
        "git's settings name none (gpg.format ssh, and a file in user.signingKey)",
    );
  }
  if (operands.length !== 1 || !operands[0]!.endsWith(".zip")) {
    throw new BadInput(
      "--attest",
      "is for one archive: deno task verify ARCHIVE.zip --attest NAME",
    );
  }
  return { name, key };
}

/** Writes and signs the statement of the findings; prints its path. */
export async function attest(
  { archive, subject }: ArchiveSubject,
  { runs, kernels, environment, when }: {
    readonly runs: readonly VerifiedRun[];
    readonly kernels: readonly string[];
    readonly environment: JsonObject;
    readonly when: string;
  },
  { name, key }: Signer,
  terminal: Terminal,
): Promise<void> {
  const { lock } = subject.locked;
  const locked = runsByName(lock.runs);
  const confirmation: Confirmation = {
    archive: { name: basename(archive.path), sha256: archive.sha256 },
    runs: runs.flatMap((run) => {
      const found = locked.get(formatRunName(run.name));
      const name = formatRunName(run.name);
      return found === undefined ? [] : [{ name, sha256: digestOfRun(found) }];
    }),
    by: name,
    when,
    of: lock.runs.length,
    same: runs.filter(({ verdict }) => verdict === SAME).length,
    kernels,
    environment,
  };
  const folder = rootOf(dirname(archive.path));
  const path = join(folder, `${basename(archive.path, ".zip")}.${name}${STATEMENT_END}`);
  removeFile(`${path}.sig`);
  await replaceFile(path, formatStatement(confirmation));
  await signFile(path, key);
  terminal.print(`\nSigned: ${escapeText(path)} and ${escapeText(basename(path))}.sig`);
}
