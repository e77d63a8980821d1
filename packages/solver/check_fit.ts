/**
 * Whether a plan fits its data and what a machine can hold and do: one answer for planning, for
 * doing a run and for repeating a recorded one, since a plan may come from anywhere. Not for what
 * can be checked without the data: the schema does that.
 *
 * @module
 */
import { BadInput } from "@samebit/input";
import { LayerFault, type OwnLayers } from "@samebit/layers";
import { createAugmentation, createMinibatches, createViews } from "@samebit/minibatches";
import {
  drawnBy,
  type Initialization,
  measureNetwork,
  type NetworkConfig,
  type NetworkSizes,
  type OwnParts,
} from "@samebit/networks";
import { type ClassCounts, countClasses, type Dataset } from "@samebit/splits";
import type { TableDoubts } from "@samebit/tables";
import { taskKindOf } from "@samebit/tasks";
import { type Shape, sizeOf } from "@samebit/tensors";
import { rowsAtOnce } from "./accumulation.ts";
import { checkTask, type Refuse } from "./check_task.ts";
import { checkWhitening } from "./check_whitening.ts";
import { EVALUATION_ROWS, type InputData } from "./evaluator.ts";
import { checkImportance } from "./importance.ts";
import type { Plan } from "./plan.ts";
import type { TrainingData } from "./start_weights.ts";

/** The longest array of a run: 1 GiB in float32, half of what kernels allocate in all. */
const MOST_NUMBERS = 0x1000_0000;

/** The largest size that is made orthogonal within a minute or two: a matrix of 2,700 by 2,700. */
const MOST_ORTHOGONAL = 20_000_000_000;

/** The most updates of a run: months of the fastest steps, 100 GB of their log. */
export const MOST_STEPS = 0x7fff_ffff;

/** The part of a data set that says how long an epoch is. */
export interface DataCount {
  /** The train split. */
  readonly train: {
    /** The number of its examples. */
    readonly count: number;
  };
}

/** Steps of an epoch of a plan on its data; the plan fits the data. */
export function stepsPerEpoch({ batchSize, sampling, seed }: Plan, { train }: DataCount): number {
  return createMinibatches({ count: train.count, batchSize, sampling, seed }).stepsPerEpoch;
}

/** The part of a data set that says how large a network is. */
type SizedData = Pick<Dataset, "features" | "shape" | "classes" | "targets">;

/**
 * What planning knows about a data set; the examples are not kept, since there may be many sets.
 */
export interface DatasetFacts
  extends
    DataCount,
    Pick<Dataset, "hash" | "features" | "shape" | "classes" | "targets" | "warnings"> {
  /** How often each class occurs. */
  readonly classCounts: ClassCounts;
  /** What is doubtful about a table. */
  readonly doubts?: TableDoubts;
  /** Whether its values are float64. */
  readonly isFloat64: boolean;
  /** How many examples it is validated on. */
  readonly validation: { readonly count: number };
}

/** The facts of a data set. */
export function factsOf(dataset: Dataset): DatasetFacts {
  const { hash, features, shape, classes, targets, warnings, doubts } = dataset;
  const { train, validation, test } = dataset;
  return {
    hash,
    features,
    shape,
    classes,
    ...(targets !== undefined && { targets }),
    warnings,
    ...(doubts !== undefined && { doubts }),
    classCounts: {
      train: countClasses(train.labels, classes.length),
      validation: countClasses(validation.labels, classes.length),
      test: countClasses(test.labels, classes.length),
    },
    isFloat64: train.values instanceof Float64Array,
    train: { count: train.count },
    validation: { count: validation.count },
  };
}

/**
 * Refuses, as `refuse` does, a plan that its data do not fit or that is too much.
 *
 * @param own The kinds of a folder's own that the plan may name; their code may be elsewhere.
 */
export function checkFit(
  plan: Plan,
  facts: DatasetFacts,
  refuse: Refuse,
  own?: OwnParts,
): void {
  const { train, shape, isFloat64 } = facts;
  const { augmentation, batchSize, sampling, precision, epochs } = plan;
  checkTask(plan, facts, refuse, own?.losses);
  if (isFloat64 && precision !== "float64") {
    refuse(["precision"], `cannot be "${precision}" on data in float64; wanted "float64"`);
  }
  try {
    createAugmentation(augmentation, shape, plan.seed);
  } catch (error) {
    refuse(["augmentation"], error instanceof Error ? error.message : String(error));
  }
  try {
    createViews(plan.evaluation.views, shape);
  } catch (error) {
    refuse(["evaluation", "views"], error instanceof Error ? error.message : String(error));
  }
  checkImportance(plan, facts, refuse);
  if (sampling === "shuffled" && batchSize > train.count) {
    refuse(
      ["batchSize"],
      `cannot be ${batchSize}, more than the ${train.count} training examples; ` +
        'wanted fewer, or sampling: "with-replacement"',
    );
  }
  checkSizes(plan, facts, refuse, own?.layers);
  checkWhitening(plan, facts, refuse, own?.layers);
  const steps = stepsPerEpoch(plan, facts);
  if (steps * epochs > MOST_STEPS) {
    refuse(
      ["epochs"],
      `cannot be ${epochs}, which are ${steps * epochs} steps of ${batchSize} examples; ` +
        `wanted at most ${Math.floor(MOST_STEPS / steps)} epochs, ${MOST_STEPS} steps in all`,
    );
  }
}

/** Refuses networks and inputs for which no kernels have the memory. */
function checkSizes(plan: Plan, facts: SizedData, refuse: Refuse, own?: OwnLayers): void {
  const { batchSize, model } = plan;
  const { features, shape } = facts;
  const answers = taskKindOf(plan).outputs(facts);
  const sizes = measure(model, shape, answers, refuse, own);
  const { sizedBy, parameters, names, weights } = sizes;
  if (parameters > MOST_NUMBERS) {
    refuse(
      ["model", sizedBy],
      `comes to ${parameters} parameters on ${features} features; wanted at most ${MOST_NUMBERS}`,
    );
  }
  refuseDraws(model.initialization, parameters, refuse);
  refuseOrthogonal(drawnBy(model.initialization), weights, refuse);
  refuseGroups(plan, names, refuse);
  if (batchSize * features > MOST_NUMBERS) {
    refuse(
      ["batchSize"],
      `comes to ${batchSize * features} numbers of inputs; wanted at most ${MOST_NUMBERS}`,
    );
  }
}

/**
 * Makes sure that the layers hold no more numbers than they may while one piece of a minibatch is
 * processed. A minibatch that is not in pieces shares the layers with the passes of evaluations, which
 * have more rows than a small one.
 *
 * @param sizes The axes of an example, and how many numbers a network has for each.
 * @param pieces In how many pieces it is processed.
 * @param own Layers of a folder's own that the plan may name.
 * @throws {RangeError} They hold more; the message goes on from the name of the field `batchSize`.
 */
export function requireRoom(
  { model, batchSize }: Pick<Plan, "model" | "batchSize">,
  { shape, outputs }: { readonly shape: Shape; readonly outputs: number },
  pieces: number,
  own?: OwnLayers,
): void {
  const { layers } = measureNetwork(model, shape, outputs, own);
  const all = layers.reduce((sum, { outputShape }) => sum + sizeOf(outputShape), 0);
  const isSmall = pieces === 1 && batchSize < EVALUATION_ROWS;
  const rows = isSmall ? EVALUATION_ROWS : rowsAtOnce({ batchSize }, pieces);
  const numbers = all * rows;
  if (numbers <= MOST_NUMBERS) return;
  const evaluated = isSmall ? ` for the ${rows} examples that are evaluated at a time` : "";
  const ofPiece = pieces > 1 ? ` for each of ${pieces} pieces` : "";
  throw new RangeError(
    `comes to ${numbers} numbers in all layers together${evaluated}${ofPiece}; wanted at most ` +
      `${MOST_NUMBERS}: ${isSmall ? "" : "a smaller batch, "}${pieces > 1 ? "more" : "several"} ` +
      "pieces (--accumulate), or fewer or narrower layers",
  );
}

/** Refuses as {@link requireRoom} does. */
function checkRoom(
  plan: Plan,
  facts: SizedData,
  pieces: number,
  refuse: Refuse,
  own?: OwnLayers,
): void {
  try {
    requireRoom(
      plan,
      { shape: facts.shape, outputs: taskKindOf(plan).outputs(facts) },
      pieces,
      own,
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    refuse(["batchSize"], error.message);
  }
}

/** Refuses initial weights before which more numbers are drawn than a network may have. */
function refuseDraws(config: Initialization, parameters: number, refuse: Refuse): void {
  if (config.kind !== "numpy-legacy") return;
  const { normalsBefore, integersBefore, networksBefore } = config;
  const draws = normalsBefore + integersBefore + networksBefore * parameters;
  if (draws <= MOST_NUMBERS) return;
  refuse(
    ["model", "initialization"],
    `draws ${draws} numbers before the weights; wanted at most ${MOST_NUMBERS}`,
  );
}

/**
 * Refuses groups that name no parameter of the network, and a weight decay if the rule has one as
 * well.
 */
function refuseGroups(
  { groups, optimizer }: Plan,
  names: NetworkSizes["names"],
  refuse: Refuse,
): void {
  if (groups.kind === "none") return;
  const unknown = groups.frozen.findIndex((name) => !names.includes(name));
  if (unknown >= 0) {
    const known = names.slice(0, 20).join(", ") + (names.length > 20 ? ", ..." : "");
    refuse(
      ["groups", "frozen", String(unknown)],
      `names no parameter: ${JSON.stringify(groups.frozen[unknown])}; the network has ${known}`,
    );
  }
  if (groups.weightDecay > 0 && "weightDecay" in optimizer && optimizer.weightDecay > 0) {
    refuse(
      ["groups", "weightDecay"],
      `decays weights that ${optimizer.kind} decays by its own weightDecay of ` +
        `${optimizer.weightDecay}; wanted one of them, and 0 for the other`,
    );
  }
}

/** Refuses weights that it would take minutes to make orthogonal. */
function refuseOrthogonal(
  config: Initialization,
  weights: NetworkSizes["weights"],
  refuse: Refuse,
): void {
  if (config.kind !== "orthogonal") return;
  const work = weights.reduce(
    (sum, { rows, columns }) => sum + rows * columns * Math.min(rows, columns),
    0,
  );
  if (work <= MOST_ORTHOGONAL) return;
  refuse(
    ["model", "initialization"],
    `cannot be "orthogonal" for weights whose rows times columns times the fewer of both come to ${work}; ` +
      `wanted at most ${MOST_ORTHOGONAL}: narrower layers, or another initialization`,
  );
}

/** Measures the network; refuses one with a layer in an impossible place. */
function measure(
  model: NetworkConfig,
  shape: Shape,
  outputs: number,
  refuse: Refuse,
  own?: OwnLayers,
): NetworkSizes {
  try {
    return measureNetwork(model, shape, outputs, own);
  } catch (error) {
    if (!(error instanceof LayerFault)) throw error;
    // The layer that is added after the list is not in it.
    const added = error.place.at(-1) === "layers" ? "behind the last layer, " : "";
    return refuse(["model", ...error.place], `${added}${error.message}`);
  }
}

/**
 * Refuses a plan that cannot be trained here because it does not fit its data.
 *
 * @param source Where the plan came from, for the message.
 * @param pieces In how many pieces minibatches are to be processed.
 * @throws {BadInput} It does not; the field is named.
 */
export function requireFit(plan: Plan, dataset: TrainingData, source: string, pieces = 1): void {
  requireThat(source, (refuse) => {
    const facts = factsOf(dataset);
    checkFit(plan, facts, refuse, dataset.own);
    checkRoom(plan, facts, pieces, refuse, dataset.own?.layers);
  });
}

/**
 * Refuses a plan whose network is to be evaluated here and does not fit what its inputs are.
 *
 * @param source Where both came from, for the message.
 * @throws {BadInput} It does not; the field is named.
 */
export function requireInputFit(plan: Plan, data: InputData, source: string): void {
  requireThat(source, (refuse) => {
    checkTask(plan, data, refuse);
    checkSizes(plan, data, refuse);
    checkRoom(plan, data, plan.batchSize, refuse);
  });
}

function requireThat(source: string, check: (refuse: Refuse) => void): void {
  try {
    check((path, problem) => {
      throw new BadInput(source, `the plan's ${path.join(".")} ${problem}`);
    });
  } catch (cause) {
    // A plan that was edited by hand may have fields that no check has seen.
    if (cause instanceof BadInput || !(cause instanceof Error)) throw cause;
    throw new BadInput(source, `the plan cannot be trained: ${cause.message}`, { cause });
  }
}
