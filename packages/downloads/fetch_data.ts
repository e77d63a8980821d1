/**
 * Fetches a data set into the data directory: correct files are kept, missing ones are fetched, and
 * nothing is overwritten.
 *
 * @module
 */
import { join } from "node:path";
import { BadInput } from "@samebit/input";
import { exists } from "@samebit/store";
import { fetchFile, type FetchOptions, Unreachable } from "./fetch_file.ts";
import { type Recipe, type RemoteFile, urlOf } from "./recipes.ts";
import { formatMegabytes } from "./sizes.ts";
import { unpack } from "./unpack.ts";
import { verifyFile } from "./verify_file.ts";

/** How a data set is fetched. */
export interface FetchDataOptions extends Omit<FetchOptions, "onProgress"> {
  /** The data directory; created if missing. */
  readonly dataDir: string;
  /** Another place to fetch from: the URL of a folder, or of the file itself. */
  readonly from?: string;
  /** Called with the bytes of a file that are there. */
  readonly onProgress: (file: RemoteFile, bytes: number) => void;
  /** Called with a line about what is done. */
  readonly onStage: (line: string) => void;
}

/**
 * Fetches the missing files of a data set.
 *
 * @throws {BadInput} Other files are where the data set is to be.
 * @throws {Unreachable} The files cannot be fetched; the message says how to provide them by hand.
 * @throws {Error} The download is not the official data, or the disk is full.
 */
export async function fetchData(recipe: Recipe, options: FetchDataOptions): Promise<void> {
  try {
    await Deno.mkdir(options.dataDir, { recursive: true });
    await (recipe.unpacks === undefined
      ? fetchFiles(recipe, options)
      : fetchArchive(recipe, recipe.unpacks, options));
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    throw new Unreachable(`${error.message}\n${byHand(recipe, options)}`, { cause: error });
  }
}

/** How the files of a data set are provided without this machine's network. */
function byHand(recipe: Recipe, { dataDir }: FetchDataOptions): string {
  const { name, folder, files, unpacks } = recipe;
  const addresses = files.map((file) =>
    `  ${urlOf(recipe, file)} (${formatMegabytes(file.bytes)}, MD5 ${file.md5})`
  );
  const steps = unpacks === undefined
    ? [`Put them into ${join(dataDir, folder)} here, as they are`]
    : [
      `Put it into ${dataDir} here, as it is, and run the command again; or unpack it there, so that ` +
      `${join(dataDir, folder, unpacks[1]!)} is there`,
    ];
  return [`To provide ${name} by hand, fetch on another machine:`, ...addresses, ...steps].join(
    "\n",
  );
}

async function fetchFiles(recipe: Recipe, options: FetchDataOptions): Promise<void> {
  const folder = join(options.dataDir, recipe.folder);
  await Deno.mkdir(folder, { recursive: true });
  for (const file of recipe.files) await provide(recipe, file, join(folder, file.name), options);
}

async function fetchArchive(
  recipe: Recipe,
  names: readonly string[],
  options: FetchDataOptions,
): Promise<void> {
  const folder = join(options.dataDir, recipe.folder);
  if (await exists(folder)) {
    throw new BadInput(folder, "already exists and is incomplete; move it away first");
  }
  const [archive] = recipe.files as readonly [RemoteFile];
  const path = join(options.dataDir, archive.name);
  const fetched = await provide(recipe, archive, path, options);
  options.onStage(`Unpacking ${path}`);
  await unpack(path, folder, names);
  if (fetched) await Deno.remove(path);
}

/** Makes sure that the right file is at `path`; returns whether it had to be fetched. */
async function provide(
  recipe: Recipe,
  file: RemoteFile,
  path: string,
  options: FetchDataOptions,
): Promise<boolean> {
  if (await exists(path)) {
    const fault = await verifyFile(path, file);
    if (fault === undefined) return false;
    throw new BadInput(path, `already exists, but ${fault}; move it away first`);
  }
  const url = urlOf(recipe, file, options.from);
  options.onStage(`Fetching ${url} (${formatMegabytes(file.bytes)})`);
  const onProgress = (bytes: number) => options.onProgress(file, bytes);
  await fetchFile(file, url, path, { ...options, onProgress });
  return true;
}
