/**
 * Writing: a file is made under a name of its own and renamed, or made anew after what stood there
 * was removed, so that neither a link nor a second name of the same file is ever written through.
 * Folders are made one by one, none through a link.
 */
import { dirname, join } from "node:path";
import { checkFile, type Entry, entryAt, requireFolder } from "./entries.ts";
import { entriesIn } from "./read.ts";

/** What the name of a file ends with that is being written. */
const PART = ".part";

/** No limit: what is replaced or removed is not read. */
const ANY = { kind: "a file", bytes: Infinity };

/**
 * Makes a folder and those above it that are missing.
 *
 * @throws {BadInput} There is a link or a file on the way.
 */
export function makeFolder(path: string): void {
  const entry = entryAt(path);
  if (entry !== undefined) return requireFolder(path, entry);
  const above = dirname(path);
  if (above !== path) makeFolder(above);
  try {
    Deno.mkdirSync(path);
  } catch (error) {
    // Another process has made it meanwhile; whether it is one is looked at again.
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    if (!entryAt(path)?.isDirectory) throw error;
  }
}

/** Makes a folder that is not there yet; returns whether it was not. */
export function makeNewFolder(path: string): boolean {
  makeFolder(dirname(path));
  try {
    Deno.mkdirSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return false;
    throw error;
  }
}

/** Makes a folder with a name of its own in another one. */
export async function makeScratch(folder: string, prefix: string): Promise<string> {
  entryAt(folder);
  return await Deno.makeTempDir({ dir: folder, prefix });
}

/**
 * Writes a file beside its place and renames it there, so that no reader sees a part of it. Where
 * that fails, what stood there still stands, and nothing is left beside it.
 *
 * @param isShared Whether others may be writing the same file now: they do not hold the folder.
 * @throws {BadInput} What stands there is not a regular file.
 */
export async function replaceFile(
  path: string,
  content: string | Uint8Array,
  isShared = false,
): Promise<void> {
  const beside = partOf(path, isShared);
  try {
    const file = createFile(beside);
    try {
      writeAll(file, content);
      await file.sync();
    } finally {
      file.close();
    }
    await Deno.rename(beside, path);
  } catch (error) {
    removeQuietly(beside);
    throw error;
  }
}

/** As {@link replaceFile}, at once and without waiting for the disk. */
export function replaceFileSync(path: string, content: string | Uint8Array): void {
  const beside = partOf(path);
  try {
    const file = createFile(beside);
    try {
      writeAll(file, content);
    } finally {
      file.close();
    }
    Deno.renameSync(beside, path);
  } catch (error) {
    removeQuietly(beside);
    throw error;
  }
}

/** A name beside a file that may be replaced. */
function partOf(path: string, isShared = false): string {
  requireFile(path);
  return `${path}${isShared ? `.${crypto.randomUUID().slice(0, 8)}` : ""}${PART}`;
}

/** What went wrong first is what counts; a part that cannot be removed now is removed later. */
function removeQuietly(part: string): void {
  try {
    removeFile(part);
  } catch {
    // See above.
  }
}

/**
 * Opens a file that did not stand there before: what stood there is removed first.
 *
 * @throws {BadInput} What stands there is not a regular file.
 */
export function createFile(path: string): Deno.FsFile {
  removeFile(path);
  return Deno.openSync(path, { read: true, write: true, createNew: true });
}

/**
 * Opens a file to be written on with, and makes it where it is missing. A file that has another name
 * elsewhere becomes one of its own first.
 *
 * @throws {BadInput} What stands there is not a regular file.
 */
export function openKept(path: string): Deno.FsFile {
  const entry = requireFile(path);
  if (entry === undefined) {
    try {
      return Deno.openSync(path, { read: true, write: true, createNew: true });
    } catch (error) {
      // Another process has made it meanwhile.
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
      requireFile(path);
    }
  }
  if ((entry?.nlink ?? 1) > 1) replaceFileSync(path, Deno.readFileSync(path));
  return Deno.openSync(path, { read: true, write: true });
}

/** Adds text at the end of a file. */
export function appendText(path: string, text: string): void {
  using file = openKept(path);
  file.seekSync(0, Deno.SeekMode.End);
  writeAll(file, text);
}

/**
 * Removes a file, which another process may have done already.
 *
 * @throws {BadInput} What stands there is not a regular file.
 */
export function removeFile(path: string): void {
  if (requireFile(path) === undefined) return;
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Removes a folder that was made here with all that is in it; links in it, not what they lead to. */
export async function removeFolder(path: string): Promise<void> {
  if (entryAt(path) !== undefined) await Deno.remove(path, { recursive: true });
}

/** Gives a folder another name in the same folder; returns false where that name is taken. */
export async function moveFolder(path: string, target: string): Promise<boolean> {
  entryAt(path);
  if (dirname(path) !== dirname(target) || isTaken(target)) return false;
  await Deno.rename(path, target);
  return true;
}

function isTaken(path: string): boolean {
  return entryAt(path) !== undefined;
}

/** Removes what a process that was killed left beside the files of a folder. */
export async function removeParts(folder: string): Promise<void> {
  for (const { name, isFile } of await entriesIn(folder)) {
    if (isFile && name.endsWith(PART)) removeFile(join(folder, name));
  }
}

/** Waits until the disk has the names in a folder; on Windows it has them with the files. */
export async function syncFolder(folder: string): Promise<void> {
  if (Deno.build.os === "windows") return;
  if (entryAt(folder) === undefined) {
    throw new Deno.errors.NotFound(`Cannot sync ${folder}: there is no such folder`);
  }
  using entry = await Deno.open(folder);
  await entry.sync();
}

/** The regular file at a path; undefined where there is nothing. */
function requireFile(path: string): Entry | undefined {
  const entry = entryAt(path);
  if (entry !== undefined) checkFile(path, entry, ANY);
  return entry;
}

function writeAll(file: Deno.FsFile, content: string | Uint8Array): void {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  for (let written = 0; written < bytes.length;) {
    written += file.writeSync(bytes.subarray(written));
  }
}
