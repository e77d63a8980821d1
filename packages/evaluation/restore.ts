/**
 * Saved weights in a network: of a run, whose own data say what its inputs are, or of a model that
 * was given away, which says it itself.
 *
 * @module
 */
import { inputDataOf, type Model, readModel } from "@samebit/exports";
import { loadFrom } from "@samebit/images";
import { BadInput, nearest, spellText } from "@samebit/input";
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
  /** What its inputs and outputs are. */
  readonly data: InputData;
}

/** A run whose own data are here, too. */
export interface RestoredRun extends Restored {
  /** The run's own data. */
  readonly dataset: Dataset;
}

const CHOICES = ["best", "final"] as const;

/** Which weights of a run are used. */
export const WEIGHTS: Flag = { value: "NAME", about: CHOICES.join(" or "), otherwise: "best" };

/**
 * One of a few words that a flag may be.
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

/** A run with its data and its weights as they are saved. */
export interface LoadedRun {
  /** The run. */
  readonly run: SavedRun;
  /** Its own data. */
  readonly dataset: Dataset;
  /** The weights that were asked for, as a model that could be given away. */
  readonly model: Model;
}

/**
 * Reads the weights of a run and its own data: what its input map is made of.
 *
 * @throws {BadInput} Either cannot be had, or is damaged.
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
 * Reads a model that was given away.
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

/** What fails here fails only where files are damaged. */
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
    throw new BadInput(folder, `the data it was trained on cannot be had: ${reason}`, { cause });
  }
  if (dataset.hash !== record.dataHash) {
    const [here, there] = [dataset.hash, record.dataHash].map((hash) => hash.slice(0, 8));
    throw new BadInput(
      dataDir,
      `holds other data than ${folder} was trained on: content ${here}, wanted ${there}; ` +
        "say by --data-dir where those lie",
    );
  }
  requireFit(plan, dataset, folder);
  for (const warning of dataset.warnings) terminal.complain(`warning: ${spellText(warning)}`);
  return dataset;
}
