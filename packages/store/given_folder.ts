/**
 * The contents of a folder that the user names, such as one of images: the folder and its contents
 * may be reached through links.
 *
 * @module
 */
import { join } from "node:path";

/** Something in a folder. */
export interface GivenEntry {
  /** Its name. */
  readonly name: string;
  /** Whether it is a folder. */
  readonly isFolder: boolean;
  /** Its size in bytes. */
  readonly size: number;
  /** When it was last changed, in milliseconds; 0 if the system does not say. */
  readonly changedMs: number;
}

/**
 * Lists the files and folders in a folder, sorted by name; names that begin with a dot are skipped,
 * and so is anything that is neither a file nor a folder. Undefined if there is no such folder.
 */
export function listGiven(folder: string): GivenEntry[] | undefined {
  let names: string[];
  try {
    names = Array.from(Deno.readDirSync(folder), ({ name }) => name);
  } catch (error) {
    const isMissing = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotADirectory;
    if (isMissing) return undefined;
    throw error;
  }
  return names.filter((name) => !name.startsWith(".")).sort().flatMap((name) => {
    const { isFile, isDirectory, size, mtime } = Deno.statSync(join(folder, name));
    if (!isFile && !isDirectory) return [];
    return [{ name, isFolder: isDirectory, size, changedMs: mtime?.getTime() ?? 0 }];
  });
}
