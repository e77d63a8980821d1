/**
 * The only file of this package that touches the disk. A missing file is an answer here, not an
 * error: what has not run yet is not there. Writing goes to a temporary name beside the target and
 * then renames, so a reader sees the old bytes or the new ones, never half of them.
 */

/** The text of a file, or nothing where there is no such file. */
export function readTextIfThere(path: string): Promise<string | undefined> {
  return ifThere(Deno.readTextFile(path));
}

/** The bytes of a file, or nothing where there is no such file. */
export function readBytesIfThere(path: string): Promise<Uint8Array | undefined> {
  return ifThere(Deno.readFile(path));
}

/** The bytes of a file beside this module's package, such as `assets/vega.min.js`. */
export function readOwnFile(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return Deno.readFile(new URL(name, import.meta.url));
}

/** The names of the folders in a folder, sorted; none where there is no such folder. */
export function listFolders(path: string): Promise<string[]> {
  return listEntries(path, ({ isDirectory }) => isDirectory);
}

/** The names of the files in a folder, sorted; none where there is no such folder. */
export function listFiles(path: string): Promise<string[]> {
  return listEntries(path, ({ isFile }) => isFile);
}

async function listEntries(
  path: string,
  wanted: (entry: Deno.DirEntry) => boolean,
): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const entry of Deno.readDir(path)) {
      if (wanted(entry)) names.push(entry.name);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return names.sort();
}

/** Removes a file that was made here. */
export function removeFile(path: string): Promise<void> {
  return Deno.remove(path);
}

/** Writes a file unless it already holds these bytes; makes its folder where there is none. */
export async function writeIfChanged(
  folder: string,
  name: string,
  content: string | Uint8Array,
): Promise<void> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const path = `${folder}/${name}`;
  const old = await readBytesIfThere(path);
  if (old !== undefined && sameBytes(old, bytes)) return;
  await Deno.mkdir(folder, { recursive: true });
  const temporary = await Deno.makeTempFile({ dir: folder, prefix: `.${name}-` });
  try {
    await Deno.writeFile(temporary, bytes);
    if (Deno.build.os !== "windows") await Deno.chmod(temporary, 0o644);
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary);
    throw error;
  }
}

async function ifThere<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
