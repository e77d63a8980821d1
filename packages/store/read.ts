/**
 * Reading: regular files within their limits, and the names in folders. A missing file is an
 * answer, not an error, since what has not run yet does not exist.
 */
import { join } from "node:path";
import { checkFile, entryAt, fileAt, requireFolder } from "./entries.ts";
import { unlessMissing } from "./faults.ts";
import { type Limit, limitOf } from "./limits.ts";

/**
 * The bytes of a file; undefined if there is none.
 *
 * @throws {BadInput} It is not a regular file within the limit.
 */
export async function readBytes(
  path: string,
  limit: Limit = limitOf(path),
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const entry = fileAt(path, limit);
  if (entry === undefined) return undefined;
  checkBeginning(path, entry.size, limit);
  return await unlessMissing(Deno.readFile(path));
}

/** As {@link readBytes}, at once. */
export function readBytesSync(
  path: string,
  limit: Limit = limitOf(path),
): Uint8Array<ArrayBuffer> | undefined {
  const entry = fileAt(path, limit);
  if (entry === undefined) return undefined;
  checkBeginning(path, entry.size, limit);
  return Deno.readFileSync(path);
}

/**
 * The text of a file; undefined if there is none.
 *
 * @throws {BadInput} It is not a regular file within the limit.
 */
export async function readText(
  path: string,
  limit: Limit = limitOf(path),
): Promise<string | undefined> {
  const entry = fileAt(path, limit);
  if (entry === undefined) return undefined;
  if (entry.size > limit.bytes) return new TextDecoder().decode(readFrom(path, 0, limit.bytes));
  return await unlessMissing(Deno.readTextFile(path));
}

/** As {@link readText}, at once. */
export function readTextSync(path: string, limit: Limit = limitOf(path)): string | undefined {
  return fileAt(path, limit) === undefined ? undefined : Deno.readTextFileSync(path);
}

/**
 * The bytes of a file that must exist.
 *
 * @throws {Deno.errors.NotFound} It does not exist.
 * @throws {BadInput} It is not a regular file within the limit.
 */
export async function requireBytes(
  path: string,
  limit: Limit = limitOf(path),
): Promise<Uint8Array<ArrayBuffer>> {
  return await readBytes(path, limit) ?? missing(path);
}

/**
 * The text of a file that must exist.
 *
 * @throws {Deno.errors.NotFound} It does not exist.
 * @throws {BadInput} It is not a regular file within the limit.
 */
export async function requireText(
  path: string,
  limit: Limit = limitOf(path),
): Promise<string> {
  return await readText(path, limit) ?? missing(path);
}

/** At most `most` bytes of a file from an offset on; undefined if there is none. */
export function readFrom(
  path: string,
  offset: number,
  most = Infinity,
): Uint8Array<ArrayBuffer> | undefined {
  const entry = fileAt(path, limitOf(path));
  if (entry === undefined) return undefined;
  using file = Deno.openSync(path);
  file.seekSync(offset, Deno.SeekMode.Start);
  const bytes = new Uint8Array(Math.max(0, Math.min(entry.size - offset, most)));
  let length = 0;
  while (length < bytes.length) {
    const read = file.readSync(bytes.subarray(length));
    if (read === null) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

/**
 * A file that the user names, such as a table of examples or a lock: it may be reached through
 * links, but must be a regular file within the limit.
 *
 * @throws {Deno.errors.NotFound} It does not exist.
 * @throws {BadInput} It is not one.
 */
export async function readGiven(path: string, limit: Limit): Promise<Uint8Array<ArrayBuffer>> {
  checkFile(path, await Deno.stat(path), limit, "name another file");
  return await Deno.readFile(path);
}

/** The names of the folders in a folder, sorted; none if it does not exist. Links are left out. */
export async function foldersIn(folder: string): Promise<string[]> {
  const entries = await entriesIn(folder);
  return entries.filter(({ isDirectory }) => isDirectory).map(({ name }) => name).sort();
}

/**
 * The names of the folders and links in a folder, sorted; links are included so that they are
 * refused.
 */
export async function placesIn(folder: string): Promise<string[]> {
  const entries = await entriesIn(folder);
  return entries.filter(({ isDirectory, isSymlink }) => isDirectory || isSymlink)
    .map(({ name }) => name).sort();
}

/** The names of everything in a folder, sorted; none if it does not exist. */
export async function namesIn(folder: string): Promise<string[]> {
  return (await entriesIn(folder)).map(({ name }) => name).sort();
}

/**
 * The contents of a folder; nothing if it does not exist.
 *
 * @throws {BadInput} It is not a folder, or a link.
 */
export async function entriesIn(folder: string): Promise<Deno.DirEntry[]> {
  const entry = entryAt(folder);
  if (entry === undefined) return [];
  requireFolder(folder, entry);
  return await unlessMissing(Array.fromAsync(Deno.readDir(folder))) ?? [];
}

/**
 * Checks a folder in which files are about to be written.
 *
 * @throws {BadInput} Something in it is neither a regular file nor a folder.
 */
export async function checkFolder(folder: string): Promise<void> {
  for (const { name, isFile, isDirectory } of await entriesIn(folder)) {
    if (!isFile && !isDirectory) fileAt(join(folder, name), limitOf(name));
  }
}

/** From this size on, a file is read only after its first bytes have been checked. */
const LARGE = 16 * 1024 * 1024;

/** A file of zeros, however long, is recognised by its first bytes. */
function checkBeginning(path: string, size: number, { kind, begins }: Limit): void {
  if (begins === undefined || size < LARGE) return;
  using file = Deno.openSync(path);
  const bytes = new Uint8Array(begins.at + 1);
  const length = file.readSync(bytes) ?? 0;
  if (length === bytes.length && bytes[begins.at] === begins.byte) return;
  throw new SyntaxError(`Cannot read ${path}: it does not begin as ${kind} does`);
}

function missing(path: string): never {
  throw new Deno.errors.NotFound(`Cannot read ${path}: there is no such file`);
}
