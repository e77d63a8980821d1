/**
 * The kinds of a folder's own that an experiment names, as data: found in the folder's `deno.json`,
 * their sources read and hashed, their fields asked of the sandbox.
 *
 * @module
 */
import { BadInput, type Fields, fieldsFromData } from "@samebit/input";
import { evaluateKind } from "../evaluate_file.ts";
import { readOwnFiles } from "./manifest.ts";
import { type Family, type OwnKinds, ownNamesIn } from "./own_kinds.ts";
import { hashOfSources, readSources } from "./sources.ts";

/**
 * The kinds of its own that a folder has and data name. Those that the folder does not have are left
 * to whoever checks the data.
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
  const kinds = await Promise.all(found.map(async ({ name, family, path }) => {
    const hash = hashOfSources(await readSources(path));
    return [name, { family, hash, fields: await fieldsOf(path, family) }] as const;
  }));
  return Object.fromEntries(kinds);
}

async function fieldsOf(path: string, family: Family): Promise<Fields> {
  const data = await evaluateKind(path);
  let fields: Fields;
  try {
    fields = fieldsFromData(data);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new BadInput(path, error.message);
  }
  if (family === "optimizers" && !takesRates(fields)) {
    throw new BadInput(
      path,
      "has no field learningRate that takes every number above 0; wanted " +
        "learningRate: LEARNING_RATE, of @samebit/optimizers",
    );
  }
  return fields;
}

/** Whether there is a learning rate, which the schedule and the page know of. */
function takesRates({ learningRate }: Fields): boolean {
  const holds = learningRate?.holds;
  return [1e-9, 1e-3, 1].every((rate) => holds?.includes(rate)) && !holds!.includes(0) &&
    !holds!.includes("1");
}
