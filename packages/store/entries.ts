/**
 * What is at a path of the store, found without following a link: the path is examined from its end
 * up to the root of the file system. A root is given as `rootOf` returns it, so any link found is
 * below it. Checking and using are two separate steps: there is no guard against a process that
 * changes the folder in between, only against a folder that already has links.
 */
import { dirname, parse } from "node:path";
import { BadInput } from "@samebit/input";
import type { Limit } from "./limits.ts";

/** An existing file or folder. */
export type Entry = Deno.FileInfo;

/**
 * What is at a path; undefined if there is nothing.
 *
 * @throws {BadInput} It, or a folder on the way to it, is a link, or something on the way is not a
 *   folder.
 */
export function entryAt(path: string): Entry | undefined {
  let found: Entry | undefined;
  for (const place of upwards(path)) {
    const entry = look(place);
    if (entry === "hidden") break;
    if (entry?.isSymlink) throw refusal(place);
    if (place === withoutEnd(path)) found = entry;
    else if (entry !== undefined) requireFolder(place, entry);
  }
  return found ?? (isOfSystem(path) ? statOf(path) : undefined);
}

/**
 * Whether something is at a path.
 *
 * @throws {BadInput} It, or a folder on the way to it, is a link.
 */
export function isThere(path: string): boolean {
  return entryAt(path) !== undefined;
}

/**
 * A path and the folders on the way to it, the path first. Entries in the root of the file system
 * belong to the system, which may have links there (`/tmp` and `/var` on macOS).
 */
export function* upwards(path: string): Iterable<string> {
  for (let place = withoutEnd(path); !isOfSystem(place); place = withoutEnd(dirname(place))) {
    yield place;
  }
}

/** Whether a path is the root of the file system, is directly in it, or is the current folder. */
function isOfSystem(path: string): boolean {
  const place = withoutEnd(path);
  const { root, dir } = parse(place);
  return root === "" ? place === "." || place === "" : dir === root;
}

/** A path without separators at its end, with which the system would follow a link. */
function withoutEnd(path: string): string {
  const isWindows = Deno.build.os === "windows";
  const place = path.replace(isWindows ? /[/\\]+$/ : /\/+$/, "");
  return place === "" || /^[a-z]:$/i.test(place) ? path : place;
}

function statOf(path: string): Entry | undefined {
  try {
    return Deno.statSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotCapable) {
      return undefined;
    }
    throw error;
  }
}

/** What is at a place; undefined for nothing, `hidden` if this process may not look. */
function look(place: string): Entry | undefined | "hidden" {
  try {
    return Deno.lstatSync(place);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    if (error instanceof Deno.errors.NotADirectory) return undefined;
    // A worker only has the right to its root; its parent has checked what is above.
    if (error instanceof Deno.errors.NotCapable) return "hidden";
    throw error;
  }
}

function refusal(link: string): BadInput {
  const target = targetOf(link);
  return new BadInput(
    link,
    `is a link${target === undefined ? "" : ` to ${target}`}; links are not followed below the ` +
      "output folder: move its target back here, or remove the link; " +
      "if the whole output folder is elsewhere, give its path with --out",
  );
}

function targetOf(link: string): string | undefined {
  try {
    return Deno.readLinkSync(link);
  } catch {
    // Its target cannot be read; that it is a link is enough to refuse it.
    return undefined;
  }
}

/** Throws if an entry is not a folder. */
export function requireFolder(path: string, entry: Entry): void {
  if (entry.isDirectory) return;
  throw new BadInput(
    path,
    `is ${kindOf(entry)}; wanted a folder; move it away, or choose another folder with --out`,
  );
}

/** What kind of thing an entry is. */
export function kindOf(entry: Entry): string {
  if (entry.isFile) return "a file";
  if (entry.isDirectory) return "a folder";
  if (entry.isFifo) return "a named pipe";
  if (entry.isSocket) return "a socket";
  if (entry.isBlockDevice || entry.isCharDevice) return "a device";
  return "not a regular file";
}

/**
 * A regular file within its limit; undefined if nothing is there.
 *
 * @throws {BadInput} It is a link, not a regular file, or too large.
 */
export function fileAt(path: string, limit: Limit): Entry | undefined {
  const entry = entryAt(path);
  if (entry !== undefined) checkFile(path, entry, limit);
  return entry;
}

/** Throws if an entry is not a regular file within a limit; the message ends with a remedy. */
export function checkFile(
  path: string,
  entry: Entry,
  { kind, bytes, isCut }: Limit,
  remedy = "move it away",
): void {
  if (!entry.isFile) {
    throw new BadInput(path, `is ${kindOf(entry)}; wanted a regular file; ${remedy}`);
  }
  if (entry.size > bytes && isCut !== true) {
    throw new BadInput(
      path,
      `has ${entry.size} bytes, more than the ${bytes} that ${kind} may have; ${remedy}`,
    );
  }
}
