/**
 * The links by which a file that may read its own folder could read others. Deno checks where a
 * path is and not where it leads, so these are denied one by one.
 *
 * @module
 */
import { join, sep } from "node:path";
import { BadInput } from "@samebit/input";

/** More than in any folder of experiments, and few enough to be searched at once. */
const MOST_ENTRIES = 20_000;

/**
 * The links below a folder that lead out of it, or nowhere.
 *
 * @param folder The folder.
 * @throws {BadInput} If there is too much in the folder to look through.
 */
export async function linksOut(folder: string): Promise<string[]> {
  const inside = await Deno.realPath(folder);
  const links: string[] = [];
  const pending = [folder];
  let entries = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const { name, isDirectory, isSymlink } of await entriesOf(next)) {
      if (++entries > MOST_ENTRIES) throw tooMany(folder);
      const path = join(next, name);
      if (isDirectory) pending.push(path);
      if (isSymlink && !await leadsInto(path, inside)) links.push(path);
    }
  }
  return links;
}

/**
 * The entries of a folder; none if it cannot be read, since then the file cannot read it either.
 */
async function entriesOf(folder: string): Promise<Deno.DirEntry[]> {
  try {
    return await Array.fromAsync(Deno.readDir(folder));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    if (error instanceof Deno.errors.PermissionDenied) return [];
    throw error;
  }
}

async function leadsInto(link: string, folder: string): Promise<boolean> {
  try {
    return (await Deno.realPath(link)).startsWith(folder.endsWith(sep) ? folder : folder + sep);
  } catch {
    return false;
  }
}

function tooMany(folder: string): BadInput {
  return new BadInput(
    folder,
    `contains more than ${MOST_ENTRIES.toLocaleString("en")} files, and an experiment file there ` +
      "could read all of them; move it to a folder of its own",
  );
}
