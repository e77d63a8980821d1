/**
 * Where the files of data sets come from: passed in, because a data set knows no folders.
 *
 * @module
 */

import { isDataPath } from "@samebit/input";
import { portableSha256, type Sha256 } from "./content.ts";

/**
 * Returns the bytes of data files. On disk it reads below `--data-dir`; a test holds them in
 * memory.
 */
export interface DataSource {
  /**
   * Reads a complete file.
   *
   * @param path Relative to the data directory, with `/` between folders.
   */
  readFile(path: string): Promise<Uint8Array>;
  /**
   * Computes hashes, for example with the machine's native code; plain TypeScript if absent. It
   * affects only how long a large data set takes to load.
   */
  readonly sha256?: Sha256;
}

/** What computes the hashes of files that come from this source. */
export function hasherOf(source: DataSource): Sha256 {
  return source.sha256 ?? portableSha256;
}

/**
 * Refuses a path that could lead out of the data directory: empty, absolute, with a `..`, a
 * backslash, a colon or a control character.
 *
 * @throws {RangeError} If the path is refused.
 */
function checkDataPath(path: string): void {
  if (isDataPath(path)) return;
  throw new RangeError(
    `Cannot read data file ${JSON.stringify(path)}: ` +
      'wanted a relative path inside the data directory, such as "iris.csv" or "tables/iris.csv"',
  );
}

/**
 * Reads a data file; its path is checked first.
 *
 * @param remedy What an error suggests.
 * @throws {RangeError} If the path could lead out of the data directory.
 * @throws {Error} If the source cannot read it; the source's error is the `cause`.
 */
export async function readDataFile(
  source: DataSource,
  path: string,
  remedy = "name the folder of the data files with --data-dir FOLDER",
): Promise<Uint8Array> {
  checkDataPath(path);
  try {
    return await source.readFile(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Cannot read data file ${JSON.stringify(path)}: ${reason}; ${remedy}`, {
      cause,
    });
  }
}
