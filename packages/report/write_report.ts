/**
 * Pages on disk: `<out>/<slug>/index.html` for each experiment, `<out>/index.html` over all of them
 * and `<out>/assets/` with what they share. All of it is made from logs alone and can be deleted.
 */
import { listFolders, readOwnFile, readTextIfThere, writeIfChanged } from "./files.ts";
import type { LockState } from "./checklist.ts";
import { readFirstLayer } from "./first_layer.ts";
import { CHART_SCRIPTS } from "./page/document.tsx";
import { renderExperimentPage } from "./page/experiment_page.tsx";
import { renderIndexPage } from "./page/index_page.tsx";
import { type ExperimentLogs, readExperiment } from "./read_experiment.ts";

/** Where the shared files stand in this package. */
const ASSETS: readonly string[] = [
  ...CHART_SCRIPTS.map((name) => `${name.endsWith(".min.js") ? "assets" : "page"}/${name}`),
  "assets/LICENSES.txt",
  "page/page.css",
];

/**
 * Writes the page of the experiment in `<out>/<slug>` from its logs, with the shared files beside
 * it, and returns the page's path. A file that already holds the same bytes is left alone; the
 * others are replaced in one step. `lock` says whether the experiment has a lock, where the caller
 * has looked.
 *
 * Needs permission to read and write `out`, and to read this package.
 *
 * @throws {SyntaxError} naming the file and the place in it, if a log cannot be read.
 * @throws {Deno.errors.NotFound} if there is no such experiment.
 */
export async function writeReport(
  out: string,
  slug: string,
  { lock }: { readonly lock?: LockState } = {},
): Promise<string> {
  const logs = await readExperiment(`${out}/${slug}`);
  if (logs.record.slug !== slug) {
    throw new SyntaxError(
      `Cannot read ${out}/${slug}/experiment.json: it records "${logs.record.slug}", ` +
        `wanted "${slug}" as its folder is called`,
    );
  }
  const firstLayer = await readFirstLayer(`${out}/${slug}`, logs);
  const page = renderExperimentPage(logs, {
    ...(firstLayer && { firstLayer }),
    ...(lock && { lock }),
  });
  await writeAssets(out);
  await writeIfChanged(`${out}/${slug}`, "index.html", page);
  return `${out}/${slug}/index.html`;
}

/**
 * Writes the index over all experiments in `out`, sorted by slug, and returns its path. Folders
 * without an `experiment.json` are no experiments. `locks` says by slug whether an experiment has a
 * lock, where the caller has looked.
 *
 * @throws {SyntaxError} naming the file and the place in it, if a record cannot be read.
 */
export async function writeIndex(
  out: string,
  { locks }: { readonly locks?: Readonly<Record<string, LockState>> } = {},
): Promise<string> {
  const experiments: ExperimentLogs[] = [];
  for (const slug of await listExperiments(out)) {
    experiments.push(await readExperiment(`${out}/${slug}`, { logs: "epochs" }));
  }
  await writeAssets(out);
  await writeIfChanged(out, "index.html", renderIndexPage(experiments, locks));
  return `${out}/index.html`;
}

/** The slugs of the experiments in `out`, sorted. */
export async function listExperiments(out: string): Promise<string[]> {
  const slugs: string[] = [];
  for (const name of await listFolders(out)) {
    const text = await readTextIfThere(`${out}/${name}/experiment.json`);
    if (text !== undefined) slugs.push(name);
  }
  return slugs;
}

/** Writes what all pages share. */
export async function writeAssets(out: string): Promise<void> {
  for (const path of ASSETS) {
    const name = path.slice(path.lastIndexOf("/") + 1);
    await writeIfChanged(`${out}/assets`, name, await readOwnFile(path));
  }
}
