/**
 * What the sandbox imports to load a data set of a folder's own: this module with the kind's file, its
 * configuration and the data directory in its own address. Its default export is what is known about
 * the data set, as data.
 *
 * @module
 */
import { type OwnDataset, ownDatasetLoader } from "@samebit/datasets";
import type { Fields } from "@samebit/input";
import { factsOf } from "@samebit/solver";
import { createDataFolder } from "@samebit/store";
import type { OwnDataReply } from "./own_data.ts";

const about = new URL(import.meta.url).searchParams;

/** What is known; nothing if this module was not imported for a data set. */
export default about.has("file") ? await load(about.get("file")!) : null;

async function load(file: string): Promise<OwnDataReply> {
  const { default: exported } = await import(file) as { readonly default: OwnDataset<Fields> };
  const config = JSON.parse(about.get("config")!) as { readonly kind: string };
  const files = new Set<string>();
  const folder = createDataFolder(about.get("dataDir")!);
  const source = {
    ...folder,
    readFile(path: string) {
      files.add(path);
      return folder.readFile(path);
    },
  };
  try {
    const { targets, ...facts } = factsOf(
      await ownDatasetLoader(config.kind, exported).load(config, source),
    );
    const lists = targets && {
      ...targets,
      mean: [...targets.mean],
      deviation: [...targets.deviation],
    };
    return { facts: { ...facts, ...(lists && { targets: lists }), files: [...files].sort() } };
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    return { failed, isMissing: isMissing(error) };
  }
}

/** Whether a file that does not exist is behind an error. */
function isMissing(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound ||
    (error instanceof Error && isMissing(error.cause));
}
