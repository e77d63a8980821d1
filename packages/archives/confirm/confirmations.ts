/**
 * The confirmations of an archive that lie in a folder: which of them are signed by whom they say,
 * about this archive, and what they found.
 */
import { join } from "node:path";
import { BadInput } from "@samebit/input";
import { LIMITS, namesIn, readGiven } from "@samebit/store";
import { faultOfSignature } from "./signatures.ts";
import { type Confirmation, parseStatement } from "./statement.ts";

/** How the name of a statement ends; its signature has `.sig` behind that. */
export const STATEMENT_END = ".confirmation.json";

/** A confirmation that lies in a folder. */
export interface CheckedConfirmation {
  /** The name of its file. */
  readonly file: string;
  /** What it says, where it can be read. */
  readonly confirmation?: Confirmation;
  /** Why it is refused; absent where it counts. */
  readonly fault?: string;
}

/**
 * Checks every confirmation in a folder.
 *
 * @param archive SHA-256 of the archive that they should be about.
 * @param signers The file of allowed signers.
 */
export async function checkConfirmations(
  folder: string,
  { archive, signers }: { readonly archive: string; readonly signers: string },
): Promise<CheckedConfirmation[]> {
  const files = (await namesIn(folder)).filter((name) => name.endsWith(STATEMENT_END));
  const checked: CheckedConfirmation[] = [];
  for (const file of files) {
    checked.push(await checkOne(join(folder, file), file, { archive, signers }));
  }
  return checked;
}

async function checkOne(
  path: string,
  file: string,
  { archive, signers }: { readonly archive: string; readonly signers: string },
): Promise<CheckedConfirmation> {
  try {
    const text = new TextDecoder().decode(await readGiven(path, LIMITS.record));
    const confirmation = parseStatement(text, file);
    const { by } = confirmation;
    const signature = `${path}.sig`;
    await readGiven(signature, LIMITS.note);
    const fault = await faultOfSignature(text, { signature, signers, by }) ??
      (confirmation.archive.sha256 === archive
        ? undefined
        : `it is about another archive, ${confirmation.archive.name}`);
    return { file, confirmation, ...(fault !== undefined && { fault }) };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { file, fault: "it has no signature" };
    if (error instanceof BadInput) return { file, fault: error.message };
    throw error;
  }
}
