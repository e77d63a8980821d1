/**
 * What lies in a folder that somebody names, such as one of images: it, and what is in it, may be
 * reached through links.
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
  /** When it was changed last, in milliseconds; 0 where the system does not say. */
  readonly changedMs: number;
}

/**
 * Lists the files and folders in a folder, sorted by name; names with a dot before them are passed
 * over, and so is what is neither file nor folder. Undefined where there is no such folder.
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
