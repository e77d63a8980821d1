/**
 * Files that a flag names: written in one step, with an error that names the flag if they cannot
 * be.
 */
import { BadInput } from "@samebit/input";
import { replaceFile, rootOf } from "@samebit/store";
import { basename, dirname, join } from "node:path";

/**
 * Writes the file that a flag names.
 *
 * @throws {BadInput} It cannot be written.
 */
export async function writeNamed(
  flag: string,
  file: string,
  content: string | Uint8Array,
): Promise<void> {
  const place = () => join(rootOf(dirname(file)), basename(file));
  await blameFlag(flag, file, () => replaceFile(place(), content));
}

/** Runs something that may fail because of the path that a flag names. */
export async function blameFlag(
  flag: string,
  path: string,
  write: () => Promise<void>,
): Promise<void> {
  try {
    await write();
  } catch (cause) {
    if (cause instanceof BadInput) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BadInput(flag, `cannot write ${path}: ${reason}`, { cause });
  }
}
