/**
 * `digests.json` in a run's folder: SHA-256 of each of its files that is the same everywhere,
 * written when the run is complete. Files are compared with it before they are used or copied, so
 * that weights or logs of another run are not mistaken for its own. Runs recorded before this file
 * existed have none.
 */
import { RUN_FILES, SAME_EVERYWHERE } from "@samebit/runlog";
import { join } from "node:path";
import { BadInput, isSha256 } from "@samebit/input";
import { readText } from "./read.ts";
import { sha256Of } from "./sha256/mod.ts";

/** SHA-256 in hexadecimal, by the names of files. */
export type Digests = Readonly<Record<string, string>>;

/**
 * The digests of those files of a run that are the same everywhere.
 *
 * @param contents The contents of files, by name.
 * @param known The digests of further files.
 */
export function digestsOf(
  contents: Readonly<Record<string, Uint8Array | string>>,
  known: Digests = {},
): Digests {
  const found = SAME_EVERYWHERE.flatMap((name) => {
    const content = contents[name];
    const digest = content === undefined ? known[name] : sha256Of(content);
    return digest === undefined ? [] : [[name, digest] as const];
  });
  return Object.fromEntries(found);
}

/** The text of `digests.json`. */
export function formatDigests(digests: Digests): string {
  return JSON.stringify(digests, null, 2) + "\n";
}

/**
 * Reads the text of `digests.json`.
 *
 * @throws {SyntaxError} It is damaged.
 */
export function parseDigests(text: string, source: string): Digests {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const isOne = typeof value === "object" && value !== null && !Array.isArray(value) &&
    Object.values(value).every(isSha256);
  if (!isOne) throw new SyntaxError(`Cannot read ${source}: it does not name digests of files`);
  return value as Digests;
}

/**
 * Compares the content of a file of a run with its recorded digest; runs without digests pass.
 *
 * @throws {BadInput} It differs; both are named.
 * @throws {SyntaxError} `digests.json` is damaged.
 */
export async function requireDigest(
  folder: string,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  const path = join(folder, RUN_FILES.digests);
  const text = await readText(path);
  if (text === undefined) return;
  const fault = faultOfDigest(parseDigests(text, path), name, bytes);
  if (fault !== undefined) throw new BadInput(join(folder, name), `${fault}; run it again`);
}

/** Why bytes are not those of a recorded file; undefined if they are, or if none was recorded. */
export function faultOfDigest(
  digests: Digests,
  name: string,
  bytes: Uint8Array,
): string | undefined {
  const recorded = Object.hasOwn(digests, name) ? digests[name]! : undefined;
  const found = sha256Of(bytes);
  if (found === recorded) return undefined;
  return recorded === undefined
    ? `has no digest in ${RUN_FILES.digests}`
    : `is not the file that was recorded: its SHA-256 is ${found}, recorded is ${recorded}`;
}
