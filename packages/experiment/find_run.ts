/**
 * Runs by name: the folder of a run from its path, or from the beginning of its name.
 *
 * @module
 */
import { join } from "node:path";
import { BadInput } from "./bad_input.ts";
import { nearest } from "./nearest.ts";
import { RUN_FILES, usingFolder } from "./store.ts";

/**
 * The folder of the run that a name means: a path to it; or the beginning of its name or of
 * `<slug>/<name>` among the runs in the output folder, as long as only one begins so.
 *
 * @throws {BadInput} There is none, or there is more than one; the message names some.
 */
export async function findRun(out: string, name: string): Promise<string> {
  if (await isRun(name)) return name;
  const runs = await listRuns(out);
  const found = runs.filter((run) => run.name.startsWith(name) || run.path.startsWith(name));
  if (found.length === 1) return found[0]!.folder;
  if (found.length > 1) {
    const some = found.slice(0, 5).map(({ path }) => path).join(", ");
    throw new BadInput(
      name,
      `may mean any of ${found.length} runs: ${some}${found.length > 5 ? ", ..." : ""}; ` +
        "give more of the name",
    );
  }
  const hint = nearest(name, runs.flatMap((run) => [run.name, run.path]));
  throw new BadInput(
    name,
    `is no run's folder, and no run in ${out} is called so` +
      (hint === undefined ? "" : `, did you mean ${hint}?`),
  );
}

interface FoundRun {
  readonly folder: string;
  readonly name: string;
  /** `<slug>/<name>`. */
  readonly path: string;
}

async function listRuns(out: string): Promise<FoundRun[]> {
  const runs: FoundRun[] = [];
  for (const slug of await listFolders(out)) {
    const folder = join(out, slug, "runs");
    for (const name of await listFolders(folder)) {
      runs.push({ folder: join(folder, name), name, path: `${slug}/${name}` });
    }
  }
  return runs;
}

/** The names of the folders in a folder, sorted; none where it is not there or no folder. */
async function listFolders(folder: string): Promise<string[]> {
  try {
    const entries = await Array.fromAsync(Deno.readDir(folder));
    return entries.filter(({ isDirectory }) => isDirectory).map(({ name }) => name).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return [];
    }
    throw error;
  }
}

function isRun(path: string): Promise<boolean> {
  return usingFolder(path, async () => {
    try {
      return (await Deno.stat(join(path, RUN_FILES.record))).isFile;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
        return false;
      }
      throw error;
    }
  });
}
