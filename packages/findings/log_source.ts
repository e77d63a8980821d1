/**
 * How the files of an experiment get into memory. A page that is made once reads each of them
 * completely; code that rebuilds it repeatedly passes in a source that reads only what has been
 * added.
 */
import { type Column, type LogTable, parseLog, type ParseLogOptions } from "@samebit/runlog";
import { readText } from "@samebit/store";

/** Reads records and logs by their paths. */
export interface LogSource {
  /** The text of a record, or nothing if there is no such file. */
  readText(path: string): Promise<string | undefined>;
  /**
   * A log, or nothing if there is no such file.
   *
   * @throws {SyntaxError} naming file, line and column, as `parseLog` does.
   */
  readLog<const Columns extends readonly Column[]>(
    path: string,
    columns: Columns,
    options: ParseLogOptions,
  ): Promise<LogTable<Columns> | undefined>;
}

/** The files themselves, read completely each time. */
export const FILES: LogSource = {
  readText: (path) => readText(path),
  async readLog(path, columns, options) {
    const text = await readText(path);
    return text === undefined ? undefined : parseLog(text, columns, path, options);
  },
};
