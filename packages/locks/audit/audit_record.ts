/**
 * What remains to be audited of an experiment, in a file, so that the next command continues where
 * one ended early. The draw is written down only once the runs are done, so that a worker can learn
 * nothing useful here.
 *
 * @module
 */
import { z } from "zod";
import { BadInput } from "@samebit/input";
import { readText, removeFile, replaceFile, usingFolder } from "@samebit/store";

const keys = z.array(z.string());
const schema = z.strictObject({ wanted: keys, sample: keys, rest: keys });

/** Jobs by key; each is in at most one of these. */
export interface AuditRecord {
  /** Those that were given to an engine, from which no sample has been drawn yet. */
  readonly wanted: Set<string>;
  /** Those that were drawn but not compared yet. */
  readonly sample: Set<string>;
  /** Those that were done with them and not drawn; audited if their worker is found wrong. */
  readonly rest: Set<string>;
  /**
   * Writes the file; removes it if nothing is left.
   *
   * @throws {BadInput} The folder cannot be written.
   */
  save(): Promise<void>;
}

/**
 * Reads a record; an empty one if there is no file.
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
