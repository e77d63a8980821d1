/**
 * What is still to be audited of an experiment, in a file, so that a command that ended before it was
 * done is gone on with by the next. Which runs are drawn is written down only once they are made:
 * whoever makes runs can read nothing here that he could use.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { z } from "zod";
import {
  BadInput,
  foldersIn,
  makeScratch,
  readText,
  removeFile,
  removeFolder,
  replaceFile,
  usingFolder,
} from "@samebit/store";

const keys = z.array(z.string());
const schema = z.strictObject({ wanted: keys, sample: keys, rest: keys });

/** Jobs by key; each stands in one of these at most. */
export interface AuditRecord {
  /** Those that were given to an engine, and of which none has been drawn yet. */
  readonly wanted: Set<string>;
  /** Those that were drawn and not compared yet. */
  readonly sample: Set<string>;
  /** Those that were made with them and not drawn; audited if their worker is found wrong. */
  readonly rest: Set<string>;
  /**
   * Writes the file; removes it where nothing is left.
   *
   * @throws {BadInput} The folder cannot be written.
   */
  save(): Promise<void>;
}

/**
 * Reads a record; an empty one where there is no file.
 *
 * @throws {BadInput} The file is damaged.
 */
export async function readAuditRecord(path: string): Promise<AuditRecord> {
  const found = parse(await readText(path), path);
  const sets = {
    wanted: new Set(found?.wanted),
    sample: new Set(found?.sample),
    rest: new Set(found?.rest),
  };
  return {
    ...sets,
    async save() {
      const lists = Object.entries(sets).map(([name, set]) => [name, [...set]] as const);
      const text = `${JSON.stringify(Object.fromEntries(lists), null, 1)}\n`;
      const isEmpty = lists.every(([, list]) => list.length === 0);
      await usingFolder(
        path,
        async () => isEmpty ? removeFile(path) : await replaceFile(path, text),
      );
    },
  };
}

/** What the name of a folder begins with in which runs are made again; no list of runs has it. */
const SCRATCH = ".audit-";

/** Creates a folder to make runs again in, beside a record. */
export async function createScratch(record: string): Promise<string> {
  const folder = dirname(record);
  return await usingFolder(folder, () => makeScratch(folder, SCRATCH));
}

/** Removes what audits that were killed left in an experiment's folder, which is held. */
export async function removeScratch(folder: string): Promise<void> {
  for (const name of await foldersIn(folder)) {
    if (!name.startsWith(SCRATCH)) continue;
    // A worker of the killed command may still be at it; what is left is removed the next time.
    await removeFolder(join(folder, name)).catch(() => {});
  }
}

function parse(text: string | undefined, path: string): z.infer<typeof schema> | undefined {
  try {
    return text === undefined ? undefined : schema.parse(JSON.parse(text));
  } catch (cause) {
    const remedy = "remove it: runs that were made before are then not audited";
    throw new BadInput(path, `is damaged; ${remedy}`, { cause });
  }
}
