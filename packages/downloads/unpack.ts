/**
 * Unpacks chosen files of a `.tar.gz` into a folder. No name inside the archive ever becomes a
 * path: files are found by their expected names, and everything else is skipped.
 *
 * @module
 */
import { join } from "node:path";
import { gunzip } from "@samebit/arrays";
import { createTarDecoder } from "modern-tar";
import { fullDisk, noSpace, removeIfThere, writeAll } from "./part_file.ts";

/** The most that an archive may unpack to, all of its files together; CIFAR-10's has 184 MB. */
const MOST_BYTES = 2 ** 29;

/**
 * Unpacks `FOLDER/NAME` for each of `names` from `archive` into `folder`, which exists completely
 * or not at all.
 *
 * @param folder Where the files go; its last part is the folder's name inside the archive.
 * @throws {Error} A file is missing or damaged, `folder` already exists, or the disk is full.
 */
export async function unpack(
  archive: string,
  folder: string,
  names: readonly string[],
): Promise<void> {
  const part = `${folder}.part`;
  await removeIfThere(part);
  await Deno.mkdir(part);
  try {
    const missing = await unpackInto(part, archive, folder.split(/[\\/]/).at(-1)!, names);
    if (missing.length > 0) throw new Error(`it lacks ${missing.join(", ")}`);
    await Deno.rename(part, folder);
  } catch (error) {
    await removeIfThere(part);
    if (noSpace(error)) throw fullDisk(folder, error);
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot unpack ${archive}: ${reason}`, { cause: error });
  }
}

/** Returns the names that were not found. */
async function unpackInto(
  part: string,
  archive: string,
  inside: string,
  names: readonly string[],
): Promise<string[]> {
  const missing = new Set(names);
  using packed = await Deno.open(archive);
  const entries = gunzip(packed.readable, MOST_BYTES)
    .pipeThrough(createTarDecoder({ strict: true }));
  for await (const { header, body } of entries) {
    const name = names.find((name) => header.name === `${inside}/${name}`);
    if (name === undefined || header.type !== "file" || !missing.delete(name)) {
      await body.cancel();
      continue;
    }
    using file = await Deno.open(join(part, name), { write: true, createNew: true });
    for await (const chunk of body) await writeAll(file, chunk);
  }
  return [...missing];
}
