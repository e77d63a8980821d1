/**
 * Saved weights in a network: those of a run, whose data define its inputs, or those of a shared
 * model, which defines them itself.
 *
 * @module
 */
import { inputDataOf, type Model, readModel } from "@samebit/exports";
import { loadFrom } from "@samebit/images";
import { BadInput, escapeText, nearest } from "@samebit/input";
import { dataDirOf } from "@samebit/options";
import {
  Evaluator,
  type InputData,
  requireFit,
  restoreSavedWeights,
  type WeightTensor,
} from "@samebit/solver";
import type { Dataset } from "@samebit/splits";
import { readSavedWeights, type SavedRun, type WeightsChoice } from "@samebit/store";
import type { Kernels } from "@samebit/tensors";
import type { Flag, Given, Terminal } from "@samebit/terminal";

/** A run whose weights are in a network. */
export interface Restored {
  /** The run. */
  readonly run: SavedRun;
  /** Which of its weights. */
  readonly weights: WeightsChoice;
  /** The network, with them. */
  readonly evaluator: Evaluator;
  /** The meaning of its inputs and outputs. */
  readonly data: InputData;
}

/** A run together with its data. */
export interface RestoredRun extends Restored {
  /** The run's data. */
  readonly dataset: Dataset;
}

const CHOICES = ["best", "final"] as const;

/** Which weights of a run to use. */
export const WEIGHTS: Flag = { value: "NAME", about: CHOICES.join(" or "), otherwise: "best" };

/**
 * The value of a flag that takes one of a few words.
 *
 * @throws {BadInput} It is none of them.
 */
export function chosenWord<T extends string>(
  { values }: Given,
  flag: string,
  known: readonly T[],
  otherwise: T,
): T {
  const text = values[flag] ?? otherwise;
  const found = known.find((each) => each === text);
  if (found !== undefined) return found;
  const hint = nearest(text, known);
  const wanted = hint === undefined ? `wanted one of ${known.join(", ")}` : `did you mean ${hint}?`;
  throw new BadInput(`--${flag}`, `cannot be ${text}; ${wanted}`);
}

/** A run with its data and its saved weights. */
export interface LoadedRun {
  /** The run. */
  readonly run: SavedRun;
  /** Its data. */
  readonly dataset: Dataset;
  /** The requested weights, as a model that could be shared. */
  readonly model: Model;
}

/**
 * Reads the weights of a run and its data, from which its input map is made.
 *
 * @throws {BadInput} Either is missing or damaged.
 */
export async function loadRun(
  run: SavedRun,
  given: Given,
  terminal: Terminal,
): Promise<LoadedRun> {
  const { record, plan } = run;
  const choice = chosenWord(given, "weights", CHOICES, "best");
  const weights = await readSavedWeights(run, choice);
  const dataset = await loadData(run, dataDirOf(given), terminal);
  return { run, dataset, model: { record, plan, choice, data: inputDataOf(dataset), weights } };
}

/** The weights of a run in a network. */
export function restoreRun({ run, dataset, model }: LoadedRun, kernels: Kernels): RestoredRun {
  return { ...restoreModel(run.folder, model, kernels), dataset };
}

/**
 * Reads a shared model.
 *
 * @throws {BadInput} It is damaged, or --weights names others than it has.
 */
export async function loadModel(folder: string, given: Given): Promise<Model> {
  const model = await readModel(folder);
  const choice = chosenWord(given, "weights", CHOICES, model.choice);
  if (choice === model.choice) return model;
  throw new BadInput("--weights", `${folder} has only the ${model.choice} weights of its run`);
}

/** The weights of a model in a network. */
export function restoreModel(folder: string, model: Model, kernels: Kernels): Restored {
  const { record, plan, choice, data, weights } = model;
  return {
    run: { folder, record, plan },
    weights: choice,
    evaluator: evaluatorWith(folder, model, kernels, weights),
    data,
  };
}

/** Fails only if files are damaged. */
function evaluatorWith(
  folder: string,
  { plan, choice, data }: Model,
  kernels: Kernels,
  weights: readonly WeightTensor[],
): Evaluator {
  let what = "the plan";
  try {
    const evaluator = new Evaluator(plan, data, kernels);
    what = `the ${choice} weights`;
    restoreSavedWeights(evaluator.network, weights);
    return evaluator;
  } catch (cause) {
    if (!(cause instanceof RangeError || cause instanceof TypeError)) throw cause;
    throw new BadInput(folder, `${what} cannot be used: ${cause.message}; run it again`, {
      cause,
    });
  }
}

async function loadData(
  { folder, plan, record }: SavedRun,
  dataDir: string,
  terminal: Terminal,
): Promise<Dataset> {
  let dataset: Dataset;
  try {
    dataset = await loadFrom(dataDir, plan.dataset);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BadInput(folder, `cannot get the data it was trained on: ${reason}`, { cause });
  }
  if (dataset.hash !== record.dataHash) {
    const [here, there] = [dataset.hash, record.dataHash].map((hash) => hash.slice(0, 8));
    throw new BadInput(
      dataDir,
      `does not contain the data that ${folder} was trained on: content ${here}; wanted ${there}; ` +
        "name the right folder with --data-dir",
    );
  }
  // It was trained somewhere, in as many pieces as that took; here no minibatch is processed.
  requireFit(plan, dataset, folder, plan.batchSize);
  for (const warning of dataset.warnings) terminal.complain(`warning: ${escapeText(warning)}`);
  return dataset;
}
