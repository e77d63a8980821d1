/**
 * From an experiment file to its planned runs: the file is evaluated, checked and expanded, its
 * data are loaded once for the hash, and every run gets its identity and folder. Nothing is written
 * here.
 *
 * @module
 */
import {
  basename,
  isAbsolute,
  relative,
  resolve as resolvePath,
  sep as SEPARATOR,
} from "node:path";
import { type Baseline, baselinesOf } from "@samebit/baselines";
import {
  checkExperiment,
  combine,
  type DeclaredExperiment,
  describeOwnKinds,
  expand,
  type ExpandedRun,
  faultOfSlug,
  hasFolds,
  isDeviceName,
  isSlug,
  NO_OWN_KINDS,
  type OwnKinds,
  partsOf,
  placeOfSetting,
  planRun,
  resolve,
  type Settings,
} from "@samebit/experiment";
import { evaluateFile } from "@samebit/sandbox";
import { loadFrom } from "@samebit/images";
import { BadInput, formatPlace } from "@samebit/input";
import type {
  ExperimentRecord,
  JsonObject,
  PlannedRun,
  SearchTrail,
  Warning,
} from "@samebit/runlog";
import { checkFit, type DatasetFacts, factsOf, type Plan, stepsPerEpoch } from "@samebit/solver";
import { taskKindOf } from "@samebit/tasks";
import type { Dataset } from "@samebit/splits";
import { recordBaselines } from "./baselines.ts";
import { createStartCheck } from "./check_start.ts";
import { MissingData } from "./missing_data.ts";
import { networksOf } from "./networks.ts";
import { loadOwnFacts } from "./own_data.ts";
import { warningsOf } from "./warnings/warnings.ts";

/** A planned run with its plan. */
export interface ExperimentRun extends PlannedRun {
  /** The fully resolved plan. */
  readonly plan: Plan;
  /** The content hash of its data set. */
  readonly dataHash: string;
  /** The most updates that the plan asks for. */
  readonly totalSteps: number;
  /** The sizes of its data, for estimates. */
  readonly sizes: DataSizes;
}

/** How large a data set is. */
export interface DataSizes {
  /** The axes of an example. */
  readonly shape: readonly number[];
  /** Numbers that a network has for each example: classes, or targets. */
  readonly outputs: number;
  /** Training examples. */
  readonly train: number;
  /** Validation examples. */
  readonly validation: number;
}

/** What runs need to know of a data set. */
export interface RunData {
  /** Its content hash. */
  readonly hash: string;
  /** Its sizes. */
  readonly sizes: DataSizes;
  /** What networks on it have to beat; only for tables. */
  readonly baselines?: readonly Baseline[];
  /** The data files that its code reads; only where a folder's own code makes it. */
  readonly files?: readonly string[];
}

/** An experiment, ready to be run. */
export interface PlannedExperiment {
  /** The file's name without `.ts`. */
  readonly slug: string;
  /**
   * The file as a command names it; absent if it is `experiments/<slug>.ts`, or if there is none.
   */
  readonly file?: string;
  /** The checked declaration. */
  readonly experiment: DeclaredExperiment;
  /**
   * Every run, in the order of the declaration; if values are searched for, those known before any
   * run is done.
   */
  readonly runs: readonly ExperimentRun[];
  /** The data sets of its runs, by {@link dataKey}. */
  readonly data: Readonly<Record<string, RunData>>;
  /** What a reader should know about the data sets and the declaration before trusting numbers. */
  readonly warnings: readonly Warning[];
}

/** What planning is given. */
export interface PlanOptions {
  /** Where the files of data sets are. */
  readonly dataDir: string;
  /** Seeds instead of the declaration's. */
  readonly seeds?: readonly number[];
  /** The folder whose own kinds it may name; the current one if left out. */
  readonly kindsDir?: string;
  /** What is already known about data sets; loaded ones are added, for the next experiment. */
  readonly known?: KnownData;
}

/** What planning knows about the data sets of a folder, so that each is loaded once. */
export type KnownData = Map<string, KnownFacts>;

/** What planning knows about a data set. */
export interface KnownFacts extends DatasetFacts {
  /** What networks on it have to beat; only for tables. */
  readonly baselines?: readonly Baseline[];
  /** The data files that its code reads; only where a folder's own code makes it. */
  readonly files?: readonly string[];
}

/**
 * The slug of an experiment file.
 *
 * @throws {BadInput} The file's name is not a slug.
 */
export function slugOf(file: string): string {
  const slug = basename(file).replace(/\.ts$/, "");
  if (isDeviceName(slug)) throw new BadInput(file, `${slug} ${faultOfSlug(slug)}; rename it`);
  if (!file.endsWith(".ts") || !isSlug(slug)) {
    throw new BadInput(
      file,
      "is not a name for an experiment; wanted lower-case words joined by hyphens, such as update-rules.ts",
    );
  }
  return slug;
}

/**
 * Reads and checks an experiment file.
 *
 * @param kindsDir The folder whose own kinds it may name; the current one if left out.
 * @throws {BadInput} The file's name is not a slug, or the file is not valid.
 *
 * @example
 * ```ts
 * import { readExperimentFile } from "@samebit/sweep";
 * import { assertEquals } from "@std/assert";
 *
 * const { seeds } = await readExperimentFile("experiments/update-rules.ts");
 * assertEquals(seeds, [1, 2, 3]);
 * ```
 */
export async function readExperimentFile(
  file: string,
  kindsDir: string = Deno.cwd(),
): Promise<DeclaredExperiment> {
  slugOf(file);
  const data = await evaluateFile(file);
  return checkExperiment(data, file, await describeOwnKinds(kindsDir, data));
}

/**
 * Plans every run of an experiment file.
 *
 * @throws {MissingData} A data file is missing.
 * @throws {BadInput} The file, a field or a data file is not valid.
 */
export async function planExperiment(
  file: string,
  options: PlanOptions,
): Promise<PlannedExperiment> {
  return await planDeclared(await readExperimentFile(file, options.kindsDir), file, options);
}

/**
 * Plans every run of an experiment that has been read and checked.
 *
 * @throws {MissingData} A data file is missing.
 * @throws {BadInput} A field or a data file is not valid.
 */
export async function planDeclared(
  declared: DeclaredExperiment,
  file: string,
  { dataDir, seeds, kindsDir = Deno.cwd(), known = new Map() }: PlanOptions,
): Promise<PlannedExperiment> {
  const experiment = seeds === undefined ? declared : { ...declared, seeds };
  const datasets = await loadDatasets(experiment, { dataDir, kindsDir, known }, file);
  const warnings = warningsOf(experiment, (plan) => datasets.get(dataKey(plan))!);
  const planned = planOn(
    slugOf(file),
    experiment,
    (plan) => dataOf(datasets.get(dataKey(plan))!, plan),
  );
  const named = fileToName(file);
  return { ...planned, ...(named !== undefined && { file: named }), warnings };
}

/**
 * How a command names an experiment file: below the current folder by the path from there, with
 * slashes, otherwise as given; undefined for `experiments/<slug>.ts`, which needs no name.
 */
function fileToName(file: string): string | undefined {
  const slashed = (path: string) => SEPARATOR === "\\" ? path.replaceAll("\\", "/") : path;
  const below = relative(Deno.cwd(), resolvePath(file));
  const isOutside = isAbsolute(below) || below.split(SEPARATOR)[0] === "..";
  const name = slashed(isOutside ? file : below);
  return name === `experiments/${slugOf(file)}.ts` ? undefined : name;
}

/**
 * Plans every run of an experiment on known data.
 *
 * @param slug The experiment's name.
 * @param experiment The checked declaration.
 * @param dataOf What is known about the data set of a plan.
 */
export function planOn(
  slug: string,
  experiment: DeclaredExperiment,
  dataOf: (plan: Plan) => RunData,
): PlannedExperiment {
  const data: Record<string, RunData> = {};
  for (const { settings } of combine(experiment)) {
    for (const plan of plansOnData(settings, experiment)) data[dataKey(plan)] ??= dataOf(plan);
  }
  const runs = expand(experiment).map((expanded) => planExpanded(expanded, data));
  return { slug, experiment, runs: shareFolders(runs), data, warnings: [] };
}

/** A plan for each data set of the runs with these settings: one, or one for each fold. */
function plansOnData(settings: Settings, { seeds, own }: DeclaredExperiment): Plan[] {
  const plan = resolve(settings, seeds[0]!, own);
  return hasFolds(plan.dataset) ? seeds.map((seed) => resolve(settings, seed, own)) : [plan];
}

/** An expanded run on its data. */
export function planExpanded(
  expanded: ExpandedRun,
  data: Readonly<Record<string, RunData>>,
): ExperimentRun {
  const { plan } = expanded;
  const { hash, sizes } = data[dataKey(plan)]!;
  return {
    ...planRun(expanded, hash),
    plan,
    dataHash: hash,
    totalSteps: stepsPerEpoch(plan, { train: { count: sizes.train } }) * plan.epochs,
    sizes,
  };
}

/**
 * The record of an experiment that a page is made from.
 *
 * @param planned The experiment.
 * @param runs Its runs, as far as known.
 * @param search How its tuned values were found; undefined if nothing is tuned.
 */
export function experimentRecord(
  { slug, file, experiment, warnings, data }: PlannedExperiment,
  runs: readonly ExperimentRun[],
  search?: SearchTrail,
): ExperimentRecord {
  const { own, ...declaration } = experiment;
  const { title, question, expectation, answer, claims = [], report } = declaration;
  return {
    slug,
    ...(file !== undefined && { file }),
    title,
    question,
    expectation,
    ...(answer !== undefined && { answer }),
    claims,
    ...(report !== undefined && { report }),
    declaration: declaration as unknown as JsonObject,
    ...(warnings.length > 0 && { warnings }),
    ...recordBaselinesOf(runs, data),
    ...recordNetworks(runs, own),
    ...(search !== undefined && { search }),
    runs: runs.map(({ variant, compared, tuned, seed, identity, folder, untilEpoch }) => ({
      variant,
      compared,
      tuned,
      seed,
      identity,
      folder,
      ...(untilEpoch !== undefined && { untilEpoch }),
    })),
  };
}

function recordBaselinesOf(
  runs: readonly ExperimentRun[],
  data: PlannedExperiment["data"],
): Pick<ExperimentRecord, "baselines"> {
  const known = runs.map(({ variant, plan }) => ({
    variant,
    plan,
    baselines: data[dataKey(plan)]?.baselines ?? [],
  }));
  const baselines = recordBaselines(known);
  return baselines.length === 0 ? {} : { baselines };
}

/** More networks are counted, not listed: a search may have thousands. */
const MOST_NETWORKS = 20;

function recordNetworks(
  runs: readonly ExperimentRun[],
  own?: OwnKinds,
): Pick<ExperimentRecord, "networks" | "moreNetworks"> {
  const all = networksOf(runs, own);
  const more = all.length - MOST_NETWORKS;
  return { networks: all.slice(0, MOST_NETWORKS), ...(more > 0 && { moreNetworks: more }) };
}

/** What names the data set of a plan, and what is known of it for the plan's task. */
export function dataKey({ dataset, task }: Pick<Plan, "dataset" | "task">): string {
  return JSON.stringify({ dataset, task });
}

function dataOf(facts: KnownFacts, plan: Plan): RunData {
  const { hash, shape, train, validation, baselines, files } = facts;
  const outputs = taskKindOf(plan).outputs(facts);
  const sizes = { shape, outputs, train: train.count, validation: validation.count };
  return { hash, sizes, ...(baselines && { baselines }), ...(files && { files }) };
}

/**
 * Every data set of an experiment, loaded once; checks that every combination fits its data and its
 * start.
 */
async function loadDatasets(
  experiment: DeclaredExperiment,
  { known, ...places }: Required<Pick<PlanOptions, "dataDir" | "kindsDir" | "known">>,
  file: string,
): Promise<Map<string, KnownFacts>> {
  const datasets = new Map<string, KnownFacts>();
  const starts = createStartCheck(places.dataDir, file);
  const parts = partsOf(experiment.own ?? NO_OWN_KINDS);
  for (const combination of combine(experiment)) {
    const spell = (path: readonly string[]) => formatPlace(placeOfSetting(combination, path));
    const refuse = (path: readonly string[], problem: string): never => {
      throw new BadInput(file, `${spell(path)}: ${problem}`);
    };
    for (const plan of plansOnData(combination.settings, experiment)) {
      const key = dataKey(plan);
      const dataset = known.get(key) ?? await load(plan, places, file, spell(["dataset"]));
      known.set(key, dataset);
      datasets.set(key, dataset);
      checkFit(plan, dataset, refuse, parts);
      await starts.check(plan, dataset, spell(["model", "initialization"]), refuse);
    }
  }
  return datasets;
}

async function load(
  plan: Plan,
  { dataDir, kindsDir }: Required<Pick<PlanOptions, "dataDir" | "kindsDir">>,
  file: string,
  field: string,
): Promise<KnownFacts> {
  const { dataset, kinds } = plan;
  try {
    if (Object.hasOwn(kinds, dataset.kind)) return await loadOwnFacts(kindsDir, plan, dataDir);
    return knownOf(await loadFrom(dataDir, dataset), plan);
  } catch (error) {
    const { message, cause } = error instanceof Error ? error : new Error(String(error));
    if (cause instanceof Deno.errors.NotFound) {
      const name = filesOf(dataset);
      throw new MissingData(file, field, message, name);
    }
    throw new BadInput(file, `${field}: ${message}`);
  }
}

/** The user's own data are named by their files, others by their kind. */
function filesOf(dataset: Plan["dataset"]): string {
  if (dataset.kind === "csv") return dataset.file;
  return dataset.kind === "arrays" ? dataset.features : dataset.kind;
}

function knownOf(dataset: Dataset, plan: Plan): KnownFacts {
  const kind = taskKindOf(plan);
  // Where the data have no targets of that kind, the plan will be refused.
  const isTable = dataset.kind === "csv" && kind.outputs(dataset) > 0 && !kind.faultOf?.(dataset);
  return { ...factsOf(dataset), ...(isTable && { baselines: baselinesOf(dataset, kind.targets) }) };
}

/** If two variants have the same plan, both are shown, and one run serves both. */
export function shareFolders(runs: readonly ExperimentRun[]): ExperimentRun[] {
  const folders = new Map<string, string>();
  return runs.map((run) => {
    const folder = folders.get(run.identity) ?? run.folder;
    folders.set(run.identity, folder);
    return folder === run.folder ? run : { ...run, folder };
  });
}
