/**
 * Runs by name: the folder of a run from its path, or from the beginning of its name.
 *
 * @module
 */
import { EXPERIMENT_FILES, RUN_FILES } from "@samebit/runlog";
import { join } from "node:path";
import { BadInput, nearest } from "@samebit/input";
import { entryAt } from "../entries.ts";
import { placesIn } from "../read.ts";
import { rootOfRun } from "../root.ts";
import { usingFolder } from "../faults.ts";

/**
 * The folder of the run that a name means: a path to it; or the beginning of its name or of
 * `<slug>/<name>` among the runs in the output folder, if only one matches.
 *
 * @throws {BadInput} There is none, or there is more than one; the message names some.
 */
export async function findRun(out: string, name: string): Promise<string> {
  const place = await placeOf(name);
  if (place !== undefined) return place;
  const { runs, faults } = await listRuns(out);
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
  if (faults.length > 0) throw faults[0];
  const hint = nearest(name, runs.flatMap((run) => [run.name, run.path]));
  throw new BadInput(
    name,
    `is not the folder of a run, and ${out} has no run of that name` +
      (hint === undefined ? "" : `, did you mean ${hint}?`),
  );
}

interface FoundRun {
  readonly folder: string;
  readonly name: string;
  /** `<slug>/<name>`. */
  readonly path: string;
}

async function listRuns(out: string): Promise<{ runs: FoundRun[]; faults: BadInput[] }> {
  const runs: FoundRun[] = [];
  const faults: BadInput[] = [];
  for (const slug of await placesIn(out)) {
    const folder = join(out, slug, EXPERIMENT_FILES.runs);
    try {
      for (const name of await placesIn(folder)) {
        runs.push({ folder: join(folder, name), name, path: `${slug}/${name}` });
      }
    } catch (error) {
      // It hides no other run, and is reported if the wanted run may be in it.
      if (!(error instanceof BadInput)) throw error;
      faults.push(error);
    }
  }
  return { runs, faults };
}

/**
 * The path of a run's folder, with the links on the way to the store resolved; undefined if there
 * is none.
 */
async function placeOf(path: string): Promise<string | undefined> {
  return await usingFolder(path, () => {
    const place = rootOfRun(path);
    const isRun = entryAt(join(place, RUN_FILES.record)) !== undefined;
    return Promise.resolve(isRun ? place : undefined);
  });
}
