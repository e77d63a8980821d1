/**
 * Which own kinds a folder has: `samebit` in its `deno.json` lists them by name, each with its
 * file.
 *
 * @module
 */
import { join, resolve } from "node:path";
import { BadInput, didYouMean, isObject, quote } from "@samebit/input";
import { FAMILIES, type Family, isOwnName } from "./own_kinds.ts";

/** Where an own kind is. */
export interface OwnFile {
  /** What it is a kind of. */
  readonly family: Family;
  /** Its file. */
  readonly path: string;
}

/** The file that lists them. */
const MANIFEST = "deno.json";

/** More than any folder needs; every command reads it. */
const MOST_BYTES = 2 ** 20;

/**
 * The own kinds that a folder lists, by name; none if it has no `deno.json`.
 *
 * @param folder The folder of `deno.json`.
 * @throws {BadInput} The list is not what it should be; the place in it is named.
 */
export async function readOwnFiles(folder: string): Promise<ReadonlyMap<string, OwnFile>> {
  const manifest = join(folder, MANIFEST);
  const { samebit = {} } = await readManifest(manifest);
  const refuse = (path: readonly string[], problem: string): never => {
    throw new BadInput(manifest, `${["samebit", ...path].join(".")} ${problem}`);
  };
  const files = new Map<string, OwnFile>();
  if (!isObject(samebit)) return refuse([], 'needs an object, such as { "optimizers": {} }');
  for (const [family, listed] of Object.entries(samebit)) {
    if (!(FAMILIES as readonly string[]).includes(family)) {
      refuse([family], `is unknown${didYouMean(family, FAMILIES)}`);
    }
    if (!isObject(listed)) return refuse([family], "needs an object of files by name");
    for (const [name, path] of Object.entries(listed)) {
      const wrong = faultOf(name, path);
      if (wrong !== undefined) refuse([family, quote(name)], wrong);
      if (files.has(name)) refuse([family, quote(name)], "is listed twice; wanted another name");
      files.set(name, { family: family as Family, path: resolve(folder, path as string) });
    }
  }
  return files;
}

/** What is wrong with an entry. */
function faultOf(name: string, path: unknown): string | undefined {
  if (!isOwnName(name)) {
    return "is not a name for a kind of your own; wanted own- and lower-case words joined by " +
      "hyphens, such as own-signed-momentum, so that nobody takes it for one of Samebit's";
  }
  return typeof path === "string" && /^\.\/.+\.ts$/.test(path) && !path.split("/").includes("..")
    ? undefined
    : `cannot be ${quote(path)}; wanted a file below the folder, such as ./kinds/my_rule.ts`;
}

async function readManifest(path: string): Promise<Readonly<Record<string, unknown>>> {
  let text: string;
  try {
    const { size, isFile } = await Deno.stat(path);
    if (!isFile || size > MOST_BYTES) throw new BadInput(path, "is not a file of at most 1 MiB");
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw error;
  }
  // Deno allows comments in it; without our list, whatever is in it does not concern us.
  if (!text.includes('"samebit"')) return {};
  try {
    const manifest: unknown = JSON.parse(text);
    return isObject(manifest) ? manifest : {};
  } catch (error) {
    throw new BadInput(path, `lists kinds of its own and is not JSON: ${(error as Error).message}`);
  }
}
