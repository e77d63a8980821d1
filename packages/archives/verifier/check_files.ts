/**
 * Whether the files of an unpacked archive are those that were published: each is held against the
 * digest that `SHA256SUMS` has of it.
 */
import { sha256Of } from "@samebit/store/sha256";
import { parseSums, SUMS } from "../sums.ts";
import type { Folder } from "./folder.ts";

/** What became of the files of an archive. */
export interface FilesCheck {
  /** How many files the list names. */
  readonly listed: number;
  /** What is wrong with which, a line each; none where every byte is as it was published. */
  readonly faults: readonly string[];
  /** SHA-256 of the list itself, which stands for all files. */
  readonly digest: string;
}

/**
 * Holds every file against the list.
 *
 * @throws {BadInput} The list is not there, or is no list.
 */
export function checkFiles(folder: Folder): FilesCheck {
  const bytes = folder.readBytes(SUMS);
  if (bytes === undefined) {
    throw new Error(`Cannot check ${folder.path}: it has no ${SUMS}; unpack the whole archive`);
  }
  const sums = parseSums(new TextDecoder().decode(bytes), SUMS);
  const faults: string[] = [];
  for (const [name, digest] of sums) {
    const content = folder.readBytes(name);
    if (content === undefined) faults.push(`${name} is missing`);
    else if (sha256Of(content) !== digest) {
      faults.push(`${name} is not the file whose digest SHA256SUMS has`);
    }
  }
  for (const name of folder.names()) {
    if (name === SUMS || sums.has(name)) continue;
    faults.push(`${name} is not part of the archive`);
  }
  return { listed: sums.size, faults, digest: sha256Of(bytes) };
}
