/**
 * What is still to be audited of an experiment, in a file, so that a command that ended before it was
 * done is gone on with by the next. Which runs are drawn is written down only once they are made:
 * whoever makes runs can read nothing here that he could use.
 *
 * @module
 */
import { z } from "zod";
import { BadInput } from "@samebit/input";
import { readText, removeFile, replaceFile, usingFolder } from "@samebit/store";

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

function parse(text: string | undefined, path: string): z.infer<typeof schema> | undefined {
  try {
    return text === undefined ? undefined : schema.parse(JSON.parse(text));
  } catch (cause) {
    const remedy = "remove it: earlier runs are then not audited";
    throw new BadInput(path, `is damaged; ${remedy}`, { cause });
  }
}
