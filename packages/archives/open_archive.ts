/**
 * Opens an archive from anyone: it checks that every byte is as it was published and names what is
 * not. Only then is anything unpacked.
 */
import { dirname, join } from "node:path";
import { BadInput } from "@samebit/input";
import { EXPERIMENT_FILES, parseExperimentRecord } from "@samebit/runlog";
import { LIMITS, makeFolder, readGiven, replaceFile, sameBytes } from "@samebit/store";
import { filesOfTar, swhidOf } from "./contents/swhid.ts";
import { sha256Of } from "@samebit/store/sha256";
import { parseSums, SUMS } from "./sums.ts";
import { type OpenedZip, readZip } from "./zip/read_zip.ts";
import { packFile } from "./zip/write_zip.ts";

/** An archive whose every byte has been checked. */
export interface Archive {
  /** Its path. */
  readonly path: string;
  /** Its SHA-256, hexadecimal. */
  readonly sha256: string;
  /** The experiment. */
  readonly slug: string;
  /** Its files by their paths. */
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/**
 * Reads and checks an archive.
 *
 * @throws {BadInput} It is not an archive, or a byte of it has changed; the file in it is named.
 * @throws {Deno.errors.NotFound} It does not exist.
 */
export async function openArchive(path: string): Promise<Archive> {
  return await parseArchive(await readGiven(path, LIMITS.archive), path);
}

/**
 * Checks the bytes of an archive.
 *
 * @param path Its name in messages.
 * @throws {BadInput} It is not an archive, or a byte of it has changed; the file in it is named.
 */
export async function parseArchive(
  bytes: Uint8Array<ArrayBuffer>,
  path: string,
): Promise<Archive> {
  const files = readFiles(readZip(bytes, path), path);
  const faults = faultsOfSums(files);
  if (faults.length > 0) throw new BadInput(path, ["is not as it was published", ...faults]);
  const record = textOf(files, EXPERIMENT_FILES.record, path);
  await requireSource(files, path);
  return {
    path,
    sha256: sha256Of(bytes),
    slug: parseExperimentRecord(record, `${path}: ${EXPERIMENT_FILES.record}`).slug,
    files,
  };
}

/** Writes the files of an archive below a folder. */
export async function unpackArchive({ files }: Archive, folder: string): Promise<void> {
  for (const [name, bytes] of files) {
    makeFolder(join(folder, dirname(name)));
    await replaceFile(join(folder, name), bytes, true);
  }
}

/** Unpacks everything; if the digest at the end differs, finds the file that caused it. */
function readFiles(
  { entries, digest }: OpenedZip,
  path: string,
): Map<string, Uint8Array<ArrayBuffer>> {
  const files = new Map([...entries].map(([name, entry]) => [name, entry.read()]));
  if (digest.told === digest.found) return files;
  for (const [name, bytes] of files) {
    if (sameBytes(packFile(bytes), entries.get(name)!.packed)) continue;
    throw new BadInput(`${path}: ${name}`, "is packed differently from when it was published");
  }
  throw new BadInput(
    path,
    `does not match the digest at its end: wanted ${digest.told}, found ${digest.found}`,
  );
}

function faultsOfSums(files: ReadonlyMap<string, Uint8Array>): string[] {
  const list = files.get(SUMS);
  if (list === undefined) return [`${SUMS} is missing`];
  const sums = parseSums(new TextDecoder().decode(list), SUMS);
  const listed = [...sums].flatMap(([name, digest]) => {
    const bytes = files.get(name);
    if (bytes === undefined) return [`${name} is missing`];
    return sha256Of(bytes) === digest ? [] : [`${name} does not have the digest in ${SUMS}`];
  });
  const others = [...files.keys()].filter((name) => name !== SUMS && !sums.has(name));
  return [...listed, ...others.map((name) => `${name} is not in ${SUMS}`)];
}

/** Checks that the source is the one that the metadata name. */
async function requireSource(
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  path: string,
): Promise<void> {
  const metadata = textOf(files, "ro-crate-metadata.json", path);
  const told = /"swh:1:dir:[0-9a-f]{40}"/.exec(metadata)?.[0];
  const tar = files.get("source.tar");
  if (tar === undefined) throw new BadInput(path, "has no source.tar");
  const found = JSON.stringify(swhidOf(await filesOfTar(tar)));
  if (told === found) return;
  throw new BadInput(`${path}: source.tar`, `is ${found}, the metadata name ${told ?? "none"}`);
}

function textOf(files: Archive["files"], name: string, path: string): string {
  const bytes = files.get(name);
  if (bytes === undefined) throw new BadInput(path, `has no ${name}`);
  return new TextDecoder().decode(bytes);
}
