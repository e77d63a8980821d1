/**
 * The sources of an own kind: its file and every file that it imports from beside it or below, and
 * the hash of them all, which is part of the identity of every run that uses it. See
 * `docs/contracts/10-files.md`, section 10.11.
 *
 * @module
 */
import { dirname, relative, resolve, sep as SEPARATOR } from "node:path";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { BadInput, quote } from "@samebit/input";
import { scanSource } from "./scan_source.ts";

/** One file of a kind. */
export interface SourceFile {
  /** Its path from the folder of the kind's file, with slashes. */
  readonly name: string;
  /** What it holds. */
  readonly bytes: Uint8Array;
}

const MOST_BYTES = 2 ** 20;
const MOST_FILES = 50;

/**
 * Reads the sources of a kind, by name in the order of their UTF-16.
 *
 * @param path The file of the kind.
 * @throws {BadInput} A file is missing, imports what a kind may not import, or contains what it
 *   must not; file and line are named.
 */
export async function readSources(path: string): Promise<SourceFile[]> {
  const folder = dirname(resolve(path));
  const found = new Map<string, SourceFile>();
  const waiting = [resolve(path)];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const name = relative(folder, file).replaceAll("\\", "/");
    if (found.has(name)) continue;
    if (found.size === MOST_FILES) {
      throw new BadInput(path, `has more than ${MOST_FILES} files; wanted fewer`);
    }
    const bytes = await readSource(file);
    found.set(name, { name, bytes });
    waiting.push(...importsOf(file, bytes, folder));
  }
  return [...found.values()].sort((a, b) => a.name < b.name ? -1 : 1);
}

/**
 * SHA-256, hexadecimal, of the lines `HASH  NAME` of all files, as `sha256sum` prints them.
 */
export function hashOfSources(files: readonly SourceFile[]): string {
  const lines = files.map(({ name, bytes }) => `${bytesToHex(sha256(bytes))}  ${name}\n`);
  return bytesToHex(sha256(utf8ToBytes(lines.join(""))));
}

async function readSource(file: string): Promise<Uint8Array> {
  try {
    const { isFile, isSymlink, size } = await Deno.lstat(file);
    if (isSymlink) throw new BadInput(file, "is a link; a kind is made of files, copy it here");
    if (!isFile || size > MOST_BYTES) throw new BadInput(file, "is not a file of at most 1 MiB");
    return await Deno.readFile(file);
  } catch (error) {
    if (error instanceof BadInput) throw error;
    throw new BadInput(
      file,
      error instanceof Deno.errors.NotFound
        ? "there is no such file, and a kind is listed or imported from it"
        : `cannot be read: ${(error as Error).message}`,
    );
  }
}

/** The files that a source imports. */
function importsOf(file: string, bytes: Uint8Array, folder: string): string[] {
  const { imports, faults } = scanSource(new TextDecoder().decode(bytes));
  const [fault] = faults;
  if (fault !== undefined) throw new BadInput(`${file}:${fault.line}`, fault.problem);
  return imports.flatMap((specifier) => {
    if (/^@samebit\/[\w/-]+$/.test(specifier)) return [];
    const target = resolve(dirname(file), specifier);
    const isBeside = /^\.\.?\/.*\.ts$/.test(specifier) && target.startsWith(folder + SEPARATOR);
    if (isBeside) return [target];
    throw new BadInput(
      file,
      `imports ${quote(specifier)}; a kind may import packages @samebit/... and files beside it ` +
        "or below, such as ./part.ts",
    );
  });
}
