/**
 * Whether the files of an unpacked archive are those that were published: each is compared with its
 * digest in `SHA256SUMS`.
 */
import { sha256Of } from "@samebit/store/sha256";
import { parseSums, SUMS } from "../sums.ts";
import type { Folder } from "./folder.ts";

/** The result of checking the files of an archive. */
export interface FilesCheck {
  /** How many files the list names. */
  readonly listed: number;
  /** The faults, one line each; none if every byte is as it was published. */
  readonly faults: readonly string[];
  /** SHA-256 of the list itself, which covers all files. */
  readonly digest: string;
}

/**
 * Compares every file with the list.
 *
 * @throws {BadInput} The list is missing or not valid.
 */
export function checkFiles(folder: Folder): FilesCheck {
  const bytes = folder.readBytes(SUMS);
  if (bytes === undefined) {
    throw new Error(`Cannot check ${folder.path}: it has no ${SUMS}; unpack the complete archive`);
  }
  const sums = parseSums(new TextDecoder().decode(bytes), SUMS);
  const faults: string[] = [];
  for (const [name, digest] of sums) {
    const content = folder.readBytes(name);
    if (content === undefined) faults.push(`${name} is missing`);
    else if (sha256Of(content) !== digest) {
      faults.push(`${name} does not have the digest in SHA256SUMS`);
    }
  }
  for (const name of folder.names()) {
    if (name === SUMS || sums.has(name)) continue;
    faults.push(`${name} is not part of the archive`);
  }
  return { listed: sums.size, faults, digest: sha256Of(bytes) };
}
