/**
 * Where the files of data sets come from: passed in, because a data set knows no folders.
 *
 * @module
 */

/** Gives the bytes of data files. On disk it reads below `--data-dir`; a test holds them in memory. */
export interface DataSource {
  /**
   * Reads a whole file.
   *
   * @param path Relative to the data directory, with `/` between folders.
   */
  readFile(path: string): Promise<Uint8Array>;
}

/**
 * Refuses a path that could lead out of the data directory: empty, absolute, with a `..`, a
 * backslash, a colon or a control character.
 *
 * @throws {RangeError} If the path is refused.
 */
export function checkDataPath(path: string): void {
  const parts = path.split("/");
  // deno-lint-ignore no-control-regex
  const strange = /[\\:\u0000-\u001f]/.test(path);
  if (!strange && !parts.includes("..") && !parts.includes("")) return;
  throw new RangeError(
    `Cannot read data file ${JSON.stringify(path)}: ` +
      'wanted a relative path inside the data directory, such as "iris.csv" or "tables/iris.csv"',
  );
}

/**
 * Reads a data file; its path is checked first.
 *
 * @throws {RangeError} If the path is refused by {@link checkDataPath}.
 * @throws {Error} If the source cannot read it; the source's error is the `cause`.
 */
export async function readDataFile(source: DataSource, path: string): Promise<Uint8Array> {
  checkDataPath(path);
  try {
    return await source.readFile(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `Cannot read data file ${JSON.stringify(path)}: ${reason}; ` +
        "say where the data files lie by --data-dir FOLDER",
      { cause },
    );
  }
}
