/**
 * Writing: a file is written under another name and renamed, or created after the old one was
 * removed, so that neither a link nor a second name of the same file is ever written through.
 * Folders are created one by one, none through a link.
 */
import { dirname, join } from "node:path";
import { checkFile, type Entry, entryAt, requireFolder } from "./entries.ts";
import { entriesIn } from "./read.ts";

/** The ending of the name of a file that is being written. */
const PART = ".part";

/** No limit: a file that is replaced or removed is not read. */
const ANY = { kind: "a file", bytes: Infinity };

/**
 * Creates a folder and any missing ones above it.
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
    // Another process has created it meanwhile; it is checked again.
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    if (!entryAt(path)?.isDirectory) throw error;
  }
}

/** Creates a folder that does not exist yet; returns whether it did not. */
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

/** Creates a folder with a unique name in another one. */
export async function makeScratch(folder: string, prefix: string): Promise<string> {
  entryAt(folder);
  return await Deno.makeTempDir({ dir: folder, prefix });
}

/**
 * Writes a file under another name and renames it, so that no reader sees a part of it. If that
 * fails, the old file is still there, and nothing is left beside it.
 *
 * @param isShared Whether others may be writing the same file now: they do not hold the folder.
 * @throws {BadInput} What is there is not a regular file.
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

/** The first error counts; a part that cannot be removed now is removed later. */
function removeQuietly(part: string): void {
  try {
    removeFile(part);
  } catch {
    // See above.
  }
}

/**
 * Opens a new file: an old one is removed first.
 *
 * @throws {BadInput} What is there is not a regular file.
 */
export function createFile(path: string): Deno.FsFile {
  removeFile(path);
  return Deno.openSync(path, { read: true, write: true, createNew: true });
}

/**
 * Opens a file for appending, and creates it if it is missing. A file that has another name
 * elsewhere is first copied to one of its own.
 *
 * @throws {BadInput} What is there is not a regular file.
 */
export function openKept(path: string): Deno.FsFile {
  const entry = requireFile(path);
  if (entry === undefined) {
    try {
      return Deno.openSync(path, { read: true, write: true, createNew: true });
    } catch (error) {
      // Another process has created it meanwhile.
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
 * Removes a file, unless another process has done so already.
 *
 * @throws {BadInput} What is there is not a regular file.
 */
export function removeFile(path: string): void {
  if (requireFile(path) === undefined) return;
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/**
 * Removes a folder that was created here with everything in it; links in it are removed, not their
 * targets.
 */
export async function removeFolder(path: string): Promise<void> {
  if (entryAt(path) !== undefined) await Deno.remove(path, { recursive: true });
}

/** Renames a folder within its parent; returns false if the name is taken. */
export async function moveFolder(path: string, target: string): Promise<boolean> {
  entryAt(path);
  if (dirname(path) !== dirname(target) || exists(target)) return false;
  await Deno.rename(path, target);
  return true;
}

function exists(path: string): boolean {
  return entryAt(path) !== undefined;
}

/** Removes what a killed process left beside the files of a folder. */
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

/** The regular file at a path; undefined if there is nothing. */
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
