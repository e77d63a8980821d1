/**
 * From an experiment file to its planned runs: evaluated, checked, expanded, its data loaded once
 * for the hash, every run with identity and folder. Nothing is written here.
 *
 * @module
 */
import { basename, join } from "node:path";
import { type Dataset, loadDataset } from "@samebit/datasets";
import type { ExperimentRecord, JsonObject, PlannedRun } from "@samebit/runlog";
import type { Plan } from "@samebit/solver";
import { BadInput } from "./bad_input.ts";
import { checkExperiment } from "./check.ts";
import { evaluateFile } from "./evaluate_file.ts";
import type { Experiment } from "./experiment.ts";
import { expand, planRun } from "./expand.ts";
import { isSlug } from "./identifiers.ts";
import { stepsPerEpoch } from "./record_run.ts";

/** A planned run with its plan. */
export interface ExperimentRun extends PlannedRun {
  /** The fully resolved plan. */
  readonly plan: Plan;
  /** The content hash of its data set. */
  readonly dataHash: string;
  /** Updates the plan asks for at most. */
  readonly totalSteps: number;
  /** The sizes of its data, for estimates. */
  readonly sizes: DataSizes;
}

/** How large a data set is. */
export interface DataSizes {
  /** Features of an example. */
  readonly features: number;
  /** Classes. */
  readonly classes: number;
  /** Training examples. */
  readonly train: number;
  /** Validation examples. */
  readonly validation: number;
}

/** An experiment, ready to be run. */
export interface PlannedExperiment {
  /** The file's name without `.ts`. */
  readonly slug: string;
  /** The checked declaration. */
  readonly experiment: Experiment;
  /** Every run, in the order of the declaration. */
  readonly runs: readonly ExperimentRun[];
  /** What the data sets warn of. */
  readonly warnings: readonly string[];
}

/** What planning is given. */
export interface PlanOptions {
  /** Where the files of data sets lie. */
  readonly dataDir: string;
  /** Seeds instead of the declaration's. */
  readonly seeds?: readonly number[];
}

/**
 * The slug of an experiment file.
 *
 * @throws {BadInput} The file's name is no slug.
 */
export function slugOf(file: string): string {
  const slug = basename(file).replace(/\.ts$/, "");
  if (!file.endsWith(".ts") || !isSlug(slug)) {
    throw new BadInput(
      file,
      "is no name for an experiment; wanted lower-case words joined by hyphens, such as update-rules.ts",
    );
  }
  return slug;
}

/** Reads and checks an experiment file. */
export async function readExperiment(file: string): Promise<Experiment> {
  slugOf(file);
  return checkExperiment(await evaluateFile(file), file);
}

/**
 * Plans every run of an experiment file.
 *
 * @throws {BadInput} The file, a field or a data file is not what it should be.
 */
export async function planExperiment(
  file: string,
  { dataDir, seeds }: PlanOptions,
): Promise<PlannedExperiment> {
  const declared = await readExperiment(file);
  const experiment = seeds === undefined ? declared : { ...declared, seeds };
  const datasets = new Map<string, Dataset>();
  const runs: ExperimentRun[] = [];
  for (const expanded of expand(experiment)) {
    const { plan } = expanded;
    const key = JSON.stringify(plan.dataset);
    const dataset = datasets.get(key) ?? await load(plan, dataDir, file);
    datasets.set(key, dataset);
    checkFit(plan, dataset, `${file}: ${expanded.variant}`);
    runs.push({
      ...planRun(expanded, dataset.hash),
      plan,
      dataHash: dataset.hash,
      totalSteps: stepsPerEpoch(plan, dataset) * plan.epochs,
      sizes: {
        features: dataset.features,
        classes: dataset.classes.length,
        train: dataset.train.count,
        validation: dataset.validation.count,
      },
    });
  }
  const warnings = [...new Set([...datasets.values()].flatMap((dataset) => dataset.warnings))];
  return { slug: slugOf(file), experiment, runs: shareFolders(runs), warnings };
}

/** The record of an experiment that a page is made from. */
export function experimentRecord(planned: PlannedExperiment): ExperimentRecord {
  const { slug, experiment, runs } = planned;
  const { title, question, expectation, claims = [] } = experiment;
  return {
    slug,
    title,
    question,
    expectation,
    claims,
    declaration: experiment as unknown as JsonObject,
    runs: runs.map(({ variant, compared, tuned, seed, identity, folder }) => ({
      variant,
      compared,
      tuned,
      seed,
      identity,
      folder,
    })),
  };
}

async function load(plan: Plan, dataDir: string, file: string): Promise<Dataset> {
  try {
    return await loadDataset(plan.dataset, {
      readFile: (path) => Deno.readFile(join(dataDir, path)),
    });
  } catch (error) {
    throw new BadInput(file, `base.dataset: ${error instanceof Error ? error.message : error}`);
  }
}

function checkFit(plan: Plan, dataset: Dataset, place: string): void {
  const { batchSize, sampling } = plan;
  if (sampling === "shuffled" && batchSize > dataset.train.count) {
    throw new BadInput(
      place,
      `batchSize ${batchSize} is more than the ${dataset.train.count} training examples; ` +
        'wanted fewer, or sampling: "with-replacement"',
    );
  }
}

/** Where two variants come to the same plan, both are shown, and the one run serves both. */
function shareFolders(runs: readonly ExperimentRun[]): ExperimentRun[] {
  const folders = new Map<string, string>();
  return runs.map((run) => {
    const folder = folders.get(run.identity) ?? run.folder;
    folders.set(run.identity, folder);
    return { ...run, folder };
  });
}
