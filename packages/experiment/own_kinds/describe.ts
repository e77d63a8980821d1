/**
 * The kinds of a folder's own that an experiment names, as data: found in the folder's `deno.json`,
 * their sources read and hashed, their fields read in the sandbox.
 *
 * @module
 */
import { BadInput, fieldsFromData } from "@samebit/input";
import { evaluateKind } from "@samebit/sandbox";
import { requireFamily } from "./families.ts";
import { type OwnFile, readOwnFiles } from "./manifest.ts";
import { type OwnKind, type OwnKinds, ownNamesIn } from "./own_kinds.ts";
import { hashOfSources, readSources } from "./sources.ts";

/** What the sandbox runs. */
const PROGRAM = new URL("./describe_kind.ts", import.meta.url);

/**
 * The folder's own kinds that the data name. Names that the folder does not have are left to the
 * check of the data.
 *
 * @param folder The folder of `deno.json`.
 * @param data What an experiment file exports.
 * @throws {BadInput} A kind is not what it should be; its file is named.
 */
export async function describeOwnKinds(folder: string, data: unknown): Promise<OwnKinds> {
  const names = ownNamesIn(data);
  if (names.length === 0) return {};
  const files = await readOwnFiles(folder);
  const found = names.flatMap((name) => {
    const file = files.get(name);
    return file === undefined ? [] : [{ name, ...file }];
  });
  const kinds = await Promise.all(
    found.map(async ({ name, ...file }) => [name, await describe(file)] as const),
  );
  return Object.fromEntries(kinds);
}

async function describe({ family, path }: OwnFile): Promise<OwnKind> {
  const hash = hashOfSources(await readSources(path));
  const { fields: described, form } = Object(await evaluateKind(path, PROGRAM, { family }));
  try {
    const fields = fieldsFromData(described);
    requireFamily(family, fields, form);
    return { family, hash, fields, form };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new BadInput(path, error.message);
  }
}
