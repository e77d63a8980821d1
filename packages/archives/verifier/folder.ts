/**
 * The folder of an unpacked archive, read with functions that Node, Deno and Bun all have. Nothing
 * is written, and nothing outside the folder is read.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Column, type LogTable, parseLog, type ParseLogOptions } from "@samebit/runlog";

/** Reads files below a folder, by their paths with slashes. */
export interface Folder {
  /** Its path. */
  readonly path: string;
  /** The bytes of a file; undefined if it does not exist. */
  readBytes(name: string): Uint8Array<ArrayBuffer> | undefined;
  /** The text of a file; undefined if it does not exist. */
  readText(name: string): Promise<string | undefined>;
  /** A log; undefined if it does not exist. */
  readLog<const Columns extends readonly Column[]>(
    name: string,
    columns: Columns,
    options: ParseLogOptions,
  ): Promise<LogTable<Columns> | undefined>;
  /** The paths of all files, sorted. */
  names(): string[];
}

/** The files below a folder. */
export function createFolder(path: string): Folder {
  const readBytes = (name: string) => {
    const file = join(path, name);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return undefined;
    return new Uint8Array(readFileSync(file));
  };
  const readText = (name: string) => {
    const bytes = readBytes(name);
    return Promise.resolve(bytes && new TextDecoder().decode(bytes));
  };
  return {
    path,
    readBytes,
    readText,
    async readLog(name, columns, options) {
      const text = await readText(name);
      return text === undefined ? undefined : parseLog(text, columns, name, options);
    },
    names: () => namesBelow(path, "").sort(),
  };
}

function namesBelow(path: string, below: string): string[] {
  return readdirSync(join(path, below), { withFileTypes: true }).flatMap((entry) => {
    const name = `${below}${entry.name}`;
    return entry.isDirectory() ? namesBelow(path, `${name}/`) : [name];
  });
}
