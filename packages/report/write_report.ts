/**
 * Pages on disk: `<out>/<slug>/index.html` for each experiment, with the same as data in
 * `report.json` and the records of the runs that it can repeat in `<out>/<slug>/rerun/`,
 * `<out>/index.html` over all of them and `<out>/assets/` with what they share. Everything is made
 * from logs alone and can be deleted.
 */
import { type ComparisonPage, listComparisons } from "@samebit/comparisons";
import {
  type ColumnImportance,
  importanceNumbers,
  labelNumbers,
  type LabelPredictions,
  type Predictions,
  probabilitiesOf,
  probabilitiesOfLabels,
  probabilityNumbers,
  readColumnImportance,
  readLabelPredictions,
  readNumberPredictions,
  readPredictions,
} from "@samebit/diagnostics";
import {
  type DamagedExperiment,
  damageOf,
  describeFindings,
  type Diagnostics,
  type ExperimentLogs,
  type Findings,
  findingsOf,
  formatReport,
  type LockState,
  type LogSource,
  readExperiment,
  readFirstLayers,
  type Variant,
  withoutSteps,
} from "@samebit/findings";
import { BadInput } from "@samebit/input";
import { type Held, writeAssets, writeIfChanged } from "@samebit/pages";
import { EXPERIMENT_FILES, RUN_FILES } from "@samebit/runlog";
import { type Digests, entryAt, parseDigests, placesIn, readText, sha256Of } from "@samebit/store";
import { readConfirmed, type ShownConfirmation } from "./confirmed.ts";
import { renderExperimentPage } from "./page/experiment_page.tsx";
import { renderIndexPage } from "./page/index_page.tsx";
import { portablePart } from "./page/machine.tsx";
import type { Live } from "./page/progress.tsx";
import { type OfferedRun, writeReruns } from "./reruns.ts";

/**
 * Writes the page of the experiment in `<out>/<slug>` from its logs, with the shared files beside
 * it, and returns the page's path and what the experiment has found. A file that already holds the
 * same bytes is left alone; the others are replaced in one step. `lock` says whether the experiment
 * has a lock, if the caller knows.
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
): Promise<WrittenReport> {
  const folder = `${out}/${slug}`;
  const { html, found, predictions, labels, importance } = await drawReport(out, slug, {
    ...(lock && { lock }),
    offer: (variants) => writeReruns(folder, variants),
    confirm: (found) => readConfirmed(folder, found, () => readDigests(folder, found)),
  });
  await writeAssets(out);
  await writeIfChanged(folder, "index.html", html);
  const files = await readDigests(folder, found);
  const report = describeFindings(found, {
    filesOf: (folder) => files.get(folder),
    page: sha256Of(portablePart(html)),
    diagnostics: diagnosticsOf(predictions, labels, importance),
  });
  await writeIfChanged(folder, EXPERIMENT_FILES.report, formatReport(report));
  return { page: `${folder}/index.html`, found: withoutSteps(found) };
}

/** What kept predictions and permuted columns say beyond metrics. */
function diagnosticsOf(
  predictions: Predictions | undefined,
  labels: LabelPredictions | undefined,
  importance: ColumnImportance | undefined,
): Diagnostics {
  const probabilities = predictions
    ? probabilitiesOf(predictions)
    : labels && probabilitiesOfLabels(labels);
  const all = [
    ...(labels ? labelNumbers(labels) : []),
    ...(probabilities ? probabilityNumbers(probabilities) : []),
    ...(importance ? importanceNumbers(importance) : []),
  ];
  return new Map(
    [...Map.groupBy(all, ([variant]) => variant)].map((
      [variant, found],
    ) => [variant, Object.assign({}, ...found.map(([, numbers]) => numbers))]),
  );
}

/** The runs' own digests of their files, by the folders of runs. */
async function readDigests(
  folder: string,
  found: Findings,
): Promise<ReadonlyMap<string, Digests>> {
  const files = new Map<string, Digests>();
  for (const { planned } of found.logs.runs) {
    const path = `${folder}/${planned.folder}/${RUN_FILES.digests}`;
    const text = await readText(path);
    if (text !== undefined) files.set(planned.folder, parseDigests(text, path));
  }
  return files;
}

/** A page that has been written. */
export interface WrittenReport {
  /** Its path. */
  readonly page: string;
  /** What the experiment has found, for the index and the caller. */
  readonly found: Findings;
}

/** What a page is made from besides the files of its experiment. */
export interface RenderOptions {
  /** Whether the experiment has a lock, where the caller has looked. */
  readonly lock?: LockState;
  /** Where the files' content comes from. */
  readonly source?: LogSource;
  /** Reports the progress of runs, for a page that is served while they are in progress. */
  readonly watch?: (logs: ExperimentLogs) => Promise<Live>;
  /** Whether the files of its runs and `report.json` will not be beside the page. */
  readonly bare?: boolean;
  /** Puts the records of runs beside the page, which then offers to repeat them. */
  readonly offer?: (variants: readonly Variant[]) => Promise<readonly OfferedRun[]>;
}

/**
 * The HTML of the page that `writeReport` writes. With `watch` it also shows the progress of runs,
 * and has a script that follows them.
 *
 * @throws {SyntaxError} naming the file and the place in it, if a log cannot be read.
 * @throws {Deno.errors.NotFound} if there is no such experiment.
 */
export async function renderReport(
  out: string,
  slug: string,
  options: RenderOptions = {},
): Promise<string> {
  return (await drawReport(out, slug, options)).html;
}

/** The HTML of a page, and what it is made from. */
export async function drawReport(
  out: string,
  slug: string,
  { lock, source, watch, bare, offer, hold, confirm }: RenderOptions & {
    /** Gathers what a page that is one file holds. */
    readonly hold?: (offered: readonly OfferedRun[]) => Promise<Held>;
    /** Reads who has repeated the runs. */
    readonly confirm?: (found: Findings) => Promise<readonly ShownConfirmation[]>;
  },
): Promise<{
  readonly html: string;
  readonly found: Findings;
  readonly predictions: Predictions | undefined;
  readonly labels: LabelPredictions | undefined;
  readonly importance: ColumnImportance | undefined;
}> {
  const logs = await readExperiment(`${out}/${slug}`, { ...(source && { source }) });
  requireSlug(out, slug, logs);
  const found = findingsOf(logs);
  const firstLayers = await readFirstLayers(`${out}/${slug}`, found.variants);
  const predictions = await readPredictions(`${out}/${slug}`, found.variants, source);
  const numbers = await readNumberPredictions(`${out}/${slug}`, found.variants, source);
  const labels = await readLabelPredictions(`${out}/${slug}`, found.variants, source);
  const importance = await readColumnImportance(`${out}/${slug}`, found.variants, source);
  const live = await watch?.(logs);
  const reruns = await offer?.(found.variants);
  const held = await hold?.(reruns ?? []);
  const confirmed = await confirm?.(found);
  const html = renderExperimentPage(found, {
    ...(held && { held }),
    ...(firstLayers && { firstLayers }),
    ...(predictions && { predictions }),
    ...(numbers && { numbers }),
    ...(labels && { labels }),
    ...(importance && { importance }),
    ...(lock && { lock }),
    ...(live && { live }),
    ...(reruns && { reruns }),
    ...(confirmed && { confirmed }),
    ...(bare && { bare }),
  });
  return { html, found, predictions, labels, importance };
}

function requireSlug(out: string, slug: string, { record }: ExperimentLogs): void {
  if (record.slug === slug) return;
  throw new SyntaxError(
    `Cannot read ${out}/${slug}/${EXPERIMENT_FILES.record}: it records "${record.slug}"; ` +
      `wanted "${slug}" as its folder is called`,
  );
}

/** How an index is made. */
export interface IndexOptions {
  /** By slug, whether an experiment has a lock, if the caller knows. */
  readonly locks?: Readonly<Record<string, LockState>>;
  /** By slug, what experiments have found, if the caller knows; the others are read. */
  readonly known?: ReadonlyMap<string, Findings>;
  /** Where the files' content comes from. */
  readonly source?: LogSource;
  /** Whether the page is served and follows the runs. */
  readonly live?: boolean;
  /** The comparisons whose pages are beside it. */
  readonly comparisons?: readonly ComparisonPage[];
  /** Called with each experiment that cannot be read: the index names it and lists the others. */
  readonly onDamaged?: (damaged: DamagedExperiment) => void;
}

/**
 * Writes the index over all experiments in `out`, sorted by slug, with the comparisons whose pages
 * are there, and returns its path. Folders without an `experiment.json` are not experiments.
 */
export async function writeIndex(
  out: string,
  options: Pick<IndexOptions, "locks" | "known" | "onDamaged"> = {},
): Promise<string> {
  const comparisons = await listComparisons(out);
  const page = await renderIndex(out, await listExperiments(out), { ...options, comparisons });
  await writeAssets(out);
  await writeIfChanged(out, "index.html", page);
  return `${out}/index.html`;
}

/** The HTML of the index over these experiments in `out`; those that cannot be read are named. */
export async function renderIndex(
  out: string,
  slugs: readonly string[],
  { locks, known, source, live, comparisons, onDamaged }: IndexOptions = {},
): Promise<string> {
  const experiments: Findings[] = [];
  const damaged: DamagedExperiment[] = [];
  for (const slug of slugs) {
    try {
      experiments.push(known?.get(slug) ?? await readForIndex(out, slug, source));
    } catch (error) {
      damaged.push({ slug, reason: damageOf(error) });
    }
  }
  for (const each of damaged) onDamaged?.(each);
  return renderIndexPage(experiments, { locks, live, damaged, comparisons });
}

async function readForIndex(
  out: string,
  slug: string,
  source: LogSource | undefined,
): Promise<Findings> {
  const options = { logs: "epochs", ...(source && { source }) } as const;
  const logs = await readExperiment(`${out}/${slug}`, options);
  requireSlug(out, slug, logs);
  return findingsOf(logs);
}

/** What the folder of an experiment may be called. */
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * The slugs of the experiments in `out`, sorted: folders with an `experiment.json`, damaged or not,
 * and links, which are refused by name when they are read.
 */
export async function listExperiments(out: string): Promise<string[]> {
  const names = await placesIn(out);
  return names.filter((name) =>
    SLUG.test(name) && isAnything(`${out}/${name}/${EXPERIMENT_FILES.record}`)
  );
}

/** Whether there is something at a path, or a link on the way to it. */
function isAnything(path: string): boolean {
  try {
    return entryAt(path) !== undefined;
  } catch (error) {
    if (error instanceof BadInput) return true;
    throw error;
  }
}
