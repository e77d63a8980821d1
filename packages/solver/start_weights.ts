/**
 * Weights of another network as a start: read from the data directory under their hash, then put
 * into a network tensor by tensor. Nothing is left out silently: whatever does not fit in the
 * network or in the file is named, and has to be named in `skip`. `docs/contracts/6-network.md`,
 * section 6.5.
 */
import { type DatasetConfig, loadDataset, type OwnDatasets } from "@samebit/datasets";
import { didYouMean } from "@samebit/input";
import { createNetwork, type Network, type OwnParts, type StartConfig } from "@samebit/networks";
import type { OwnOptimizers } from "@samebit/optimizers";
import { createStream } from "@samebit/random";
import { parseSafetensors, type StoredNumbers } from "@samebit/runlog";
import { type Dataset, type DataSource, hasherOf, readDataFile } from "@samebit/splits";
import { taskKindOf } from "@samebit/tasks";
import { createReferenceKernels } from "@samebit/tensors";
import type { Refuse } from "./check_task.ts";
import { describeTensor, tensorsOf } from "./network_tensors.ts";
import type { Plan, TrainingPlan } from "./plan.ts";

/** A tensor of a file of weights. */
export interface StartTensor {
  /** Its name in the file. */
  readonly name: string;
  /** Its sizes. */
  readonly shape: readonly number[];
  /** Its numbers, row by row. */
  readonly values: StoredNumbers;
}

/** The tensors of a file of weights, in the file's order. */
export type StartWeights = readonly StartTensor[];

/** The code of a folder's own kinds, as far as a plan uses them. */
export interface OwnCode extends OwnParts {
  /** Update rules, by name. */
  readonly optimizers: OwnOptimizers;
  /** Data sets, by name. */
  readonly datasets: OwnDatasets;
}

/**
 * Data to train on, with what else a plan names: the weights that a network starts from, the code
 * of kinds that are not the project's.
 */
export interface TrainingData extends Dataset {
  /** The weights of the file that `model.initialization` names. */
  readonly start?: StartWeights;
  /** The code of the kinds that `kinds` names. */
  readonly own?: OwnCode;
}

/**
 * Loads what a plan names: its data set, and the weights that it starts from.
 *
 * @param source Where files come from.
 * @param own The code of the kinds that the plan's `kinds` names, which comes with the data.
 * @throws {Error} If a file cannot be read, or is not what the plan wants; it is named.
 */
export async function loadTrainingData(
  plan: { readonly dataset: DatasetConfig } & Pick<Plan, "model">,
  source: DataSource,
  own?: OwnCode,
): Promise<TrainingData> {
  const dataset = await loadDataset(plan.dataset, source, own?.datasets);
  return { ...await withStart(plan, dataset, source), ...(own !== undefined && { own }) };
}

/** The data of a plan with the weights that it starts from, read from the source. */
export async function withStart(
  { model: { initialization } }: Pick<Plan, "model">,
  dataset: Dataset,
  source: DataSource,
): Promise<TrainingData> {
  if (initialization.kind !== "from") return dataset;
  return { ...dataset, start: await loadStart(initialization, source) };
}

/**
 * Reads the weights that a network starts from.
 *
 * @throws {Error} The file cannot be read.
 * @throws {RangeError} It has another hash.
 * @throws {SyntaxError} It is not a safetensors file.
 */
export async function loadStart(
  { file, sha256 }: StartConfig,
  source: DataSource,
): Promise<StartWeights> {
  const bytes = await readDataFile(source, file);
  const found = hasherOf(source)([bytes]);
  if (found !== sha256) {
    throw new RangeError(
      `Cannot start from ${
        JSON.stringify(file)
      }: its SHA-256 is ${found}; wanted ${sha256}; take ` +
        "the file with that hash, or write the hash of this one",
    );
  }
  return parseSafetensors(bytes, file).arrays;
}

/** Refuses, as `refuse` does, weights that do not fit the network of a plan on its data. */
export function checkStart(
  plan: Plan,
  data: Pick<Dataset, "shape" | "classes" | "targets">,
  start: StartWeights,
  refuse: Refuse,
): void {
  const { model, loss, optimizer, dataset, precision, kinds } = plan;
  // A network with code of a folder's own is created only where the run is done, and refused there.
  const areOutside: readonly string[] = [optimizer.kind, dataset.kind];
  if (Object.keys(kinds).some((kind) => !areOutside.includes(kind))) return;
  const network = createNetwork(model, {
    inputShape: data.shape,
    outputs: taskKindOf(plan).outputs(data),
    initialization: { kind: "scaled", weightScale: 0 },
    loss,
    l2: 0,
  }, {
    kernels: createReferenceKernels(precision),
    maxRows: 1,
    stream: (name) => createStream(0, name),
  });
  try {
    putStart(plan, { start }, network);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    refuse(["model", "initialization"], error.message);
  }
}

/**
 * Puts the weights that a plan starts from into its network, if it names any.
 *
 * @throws {RangeError} They are not loaded, or a tensor does not fit; it is named, and nothing is
 *   changed.
 */
export function putStart(
  { model: { initialization } }: Pick<TrainingPlan, "model">,
  { start }: { readonly start?: StartWeights },
  network: Network,
): void {
  if (initialization.kind !== "from") return;
  const { file, skip } = initialization;
  const fail = (problem: string): never => {
    throw new RangeError(`Cannot start from ${JSON.stringify(file)}: ${problem}`);
  };
  if (start === undefined) return fail("its weights are not loaded");
  const targets = tensorsOf(network);
  const sources = new Map(start.map((tensor) => [tensor.name, tensor]));
  const known = [...new Set([...targets.keys(), ...sources.keys()])];
  const strange = skip.find((name) => !known.includes(name));
  if (strange !== undefined) {
    fail(`skip does not name a tensor: ${JSON.stringify(strange)}${didYouMean(strange, known)}`);
  }
  const unused = known.find((name) => !targets.has(name) && !skip.includes(name));
  if (unused !== undefined) {
    fail(`the network has no ${unused}, but the file has it; name it in skip to leave it out`);
  }
  const taken = [...targets].filter(([name]) => !skip.includes(name));
  for (const [name, target] of taken) {
    const source = sources.get(name);
    const found = describeTensor(source?.shape, source?.values);
    const wanted = describeTensor(target.shape, target.data);
    if (found === wanted) continue;
    fail(
      `${name} is ${found}; the network needs ${wanted}; name it in skip to initialize it afresh`,
    );
  }
  for (const [name, target] of taken) target.data.set(sources.get(name)!.values);
}
