/**
 * Everything that changes while a plan is trained: network, optimizer state, best weights and the
 * buffers of a minibatch. A trainer makes single steps and evaluations; their order is decided in
 * execute.ts.
 *
 * @module
 */
import {
  type Augmentation,
  createAugmentation,
  createMinibatches,
  type Minibatches,
} from "@samebit/minibatches";
import { type Network, weightMatrices } from "@samebit/networks";
import {
  type Averages,
  clipGradients,
  createAverages,
  createOptimizer,
  learningRateAt,
  type Optimizer,
  type ParameterRange,
  parameterRangesOf,
} from "@samebit/optimizers";
import { createStream, fillIntegers, type Stream } from "@samebit/random";
import {
  type EpochFigure,
  epochFigure,
  type EpochRow,
  type EpochSplit,
  figureNamesOf,
  type LayerRow,
  type PredictionRow,
  type RunResult,
  type SplitResult,
  type StepRow,
  type TaskName,
} from "@samebit/runlog";
import type { Dataset, Split } from "@samebit/splits";
import { type TaskAtWork, taskKindOf } from "@samebit/tasks";
import type { Floats, Kernels } from "@samebit/tensors";
import { requireAccumulation, rowsAtOnce } from "./accumulation.ts";
import { beginByImages } from "./begin_by_images.ts";
import { Evaluator, findNotFinite } from "./evaluator.ts";
import { LayerProbe } from "./layer_probe.ts";
import type { TrainingPlan } from "./plan.ts";
import { putStart, type TrainingData } from "./start_weights.ts";

/**
 * A network being trained under a plan. Where the plan averages weights, the network holds those
 * that are trained, and the averages are what is evaluated.
 */
export class Trainer {
  /** The network, with its parameters and running statistics. */
  readonly network: Network;
  /** The update rule, with its state. */
  readonly optimizer: Optimizer;
  /** Steps of one epoch. */
  readonly stepsPerEpoch: number;
  /** The inputs of the last minibatch or evaluation, [rows, features]. */
  readonly inputs: Floats;
  readonly #plan: TrainingPlan;
  readonly #dataset: Dataset;
  readonly #evaluator: Evaluator;
  readonly #kernels: Kernels;
  readonly #minibatches: Minibatches;
  readonly #trainSample: Stream;
  readonly #augment: Augmentation;
  readonly #averages: Averages;
  readonly #ranges: readonly ParameterRange[];
  readonly #batch: Uint32Array;
  readonly #probe: LayerProbe | undefined;
  #layers: readonly LayerRow[] | undefined;
  #notFinite: string | undefined;

  /**
   * Builds the network and its buffers; nothing is allocated afterwards.
   *
   * @param accumulate In how many pieces a minibatch is processed: the same bits in less memory.
   * @throws {RangeError} The plan does not fit the data, such as a batch larger than the split, or
   *   the kernels are of another precision, or its minibatches cannot be processed in pieces.
   */
  constructor(plan: TrainingPlan, dataset: TrainingData, kernels: Kernels, accumulate = 1) {
    requireFloat32(plan, dataset);
    const sizes = { shape: dataset.shape, outputs: taskKindOf(plan).outputs(dataset) };
    requireAccumulation(plan, sizes, accumulate, dataset.own?.layers);
    const stream = (name: string) => createStream(plan.seed, name);
    this.#plan = plan;
    this.#dataset = dataset;
    this.#kernels = kernels;
    const { batchSize } = plan;
    const atOnce = accumulate > 1 ? rowsAtOnce(plan, accumulate) : undefined;
    this.#evaluator = new Evaluator(plan, dataset, kernels, batchSize, atOnce);
    this.network = this.#evaluator.network;
    putStart(plan, dataset, this.network);
    this.inputs = this.#evaluator.inputs;
    beginByImages(plan, this.#evaluator, dataset.train);
    this.#ranges = parameterRangesOf(plan.groups, this.network.entries);
    this.optimizer = createOptimizer(
      plan.optimizer,
      kernels,
      this.network.parameters.values.length,
      weightMatrices(this.network.entries),
      this.#ranges,
      dataset.own?.optimizers,
    );
    this.#minibatches = createMinibatches({
      count: dataset.train.count,
      batchSize: plan.batchSize,
      sampling: plan.sampling,
      seed: plan.seed,
    });
    this.stepsPerEpoch = this.#minibatches.stepsPerEpoch;
    this.#trainSample = stream("train-sample");
    this.#augment = createAugmentation(plan.augmentation, dataset.shape, plan.seed);
    this.#averages = createAverages(plan.averaging, kernels, this.#weights());
    this.#batch = new Uint32Array(plan.batchSize);
    this.#probe = plan.evaluation.layers.every > 0 ? new LayerProbe(this.network) : undefined;
  }

  /**
   * Makes update number `step` (from 1) and returns its row; the loss includes the penalty. If the
   * loss is not finite, nothing is updated, so that {@link notFinite} can say what went wrong.
   */
  step(step: number): StepRow {
    const { batchSize, clipping, optimizer, schedule, epochs } = this.#plan;
    const { network, stepsPerEpoch } = this;
    const { targets } = this.#evaluator;
    const epoch = Math.ceil(step / stepsPerEpoch);
    this.#minibatches.fill(step, this.#batch);
    this.#evaluator.load(this.#dataset.train, this.#batch);
    const at = { step, epoch, examples: this.#batch };
    const share = this.#augment(this.inputs, batchSize, at);
    const trainLoss = network.step(this.inputs, targets, batchSize, step, share);
    this.#freeze();
    const learningRate = learningRateAt(schedule, optimizer.learningRate, {
      step,
      epoch,
      totalSteps: stepsPerEpoch * epochs,
    });
    this.#notFinite = findNotFinite(network, trainLoss, batchSize);
    this.#layers = undefined;
    if (this.#notFinite === undefined) {
      const { gradients } = network.parameters;
      const probe = this.#probeOf(step);
      probe?.beforeUpdate();
      clipGradients(clipping, this.#kernels, gradients, gradients.length);
      this.optimizer.update(network.parameters, learningRate, step);
      this.#layers = probe?.afterUpdate(step, epoch, batchSize);
      this.#averages.update(step);
    }
    return { step, epoch, learningRate, trainLoss };
  }

  /** Frozen parameters have no gradients: they count in no norm, and in no log. */
  #freeze(): void {
    const { gradients } = this.network.parameters;
    for (const { isFrozen, start, length } of this.#ranges) {
      if (isFrozen) gradients.fill(0, start, start + length);
    }
  }

  /** The task of the plan on its data. */
  get task(): TaskAtWork {
    return this.#evaluator.task;
  }

  /** The rows of `layers.csv` of the last step; undefined if it was not measured or not made. */
  get layers(): readonly LayerRow[] | undefined {
    return this.#layers;
  }

  /**
   * Measures training sample and validation split after `epoch` epochs, under {@link weights}, in
   * passes of 256 rows: `docs/contracts/9-evaluation.md`, sections 9.1 and 9.2.
   */
  evaluate(epoch: number): EpochRow {
    this.#averages.exchange();
    try {
      return this.#evaluate(epoch);
    } finally {
      this.#averages.exchange();
    }
  }

  #evaluate(epoch: number): EpochRow {
    this.#notFinite = undefined;
    const { train, validation } = this.#dataset;
    const wanted = this.#plan.evaluation.trainExamples;
    const onTrain = this.#measure(train, wanted < train.count ? this.#sample(epoch, wanted) : null);
    const onValidation = this.#measure(validation, null);
    return {
      epoch,
      ...figuresOf(this.#plan.task, "train", onTrain),
      ...figuresOf(this.#plan.task, "validation", onValidation),
    };
  }

  /**
   * Measures the test split with the parameters and statistics that the network holds; appends the
   * prediction for each example to `predictions` where they are wanted.
   */
  test(predictions?: PredictionRow[]): SplitResult {
    return this.#measure(this.#dataset.test, null, predictions);
  }

  /** The figures of the test split by the mean of the plan's views; undefined if it has none. */
  testViews(): RunResult["testViews"] {
    return this.#evaluator.measureViews(this.#dataset.test);
  }

  /** Measures all examples of a split with the parameters and statistics that the network holds. */
  measure(split: Split): SplitResult {
    return this.#measure(split, null);
  }

  /** The scores that {@link measure} judges by, [examples, outputs]. */
  scores(split: Split): Floats {
    return this.#evaluator.scores(split);
  }

  /**
   * Where the first number appeared that is not finite, such as `W2` or `affine3`, if the loss of
   * the last step or evaluation was not finite; undefined if it was.
   */
  get notFinite(): string | undefined {
    return this.#notFinite;
  }

  /**
   * Copies of the parameters and running statistics that evaluations measure, under the names they
   * have in a checkpoint: the averages, if the plan averages.
   */
  weights(): Record<string, Floats> {
    return copies({ ...this.#weights(), ...this.#averages.arrays });
  }

  /** Copies of everything that training changes, under the names in a checkpoint. */
  state(): Record<string, Floats> {
    return copies(this.#state());
  }

  /**
   * Puts back what {@link state} copied.
   *
   * @throws {RangeError} The arrays are not exactly those of this network and update rule.
   * @throws {TypeError} An array is of another precision than the kernels.
   */
  restore(arrays: Readonly<Record<string, Floats>>): void {
    putBack(this.#state(), arrays);
  }

  /** Puts what {@link weights} copied into the network; throws as {@link restore} does. */
  restoreWeights(arrays: Readonly<Record<string, Floats>>): void {
    putBack(this.#weights(), arrays);
  }

  #weights(): Record<string, Floats> {
    const arrays: Record<string, Floats> = { parameters: this.network.parameters.values };
    for (const { name, tensor } of this.network.state) arrays[`state/${name}`] = tensor.data;
    return arrays;
  }

  #state(): Record<string, Floats> {
    return {
      ...this.#weights(),
      ...under("optimizer/", this.optimizer.state),
      ...under("average/", this.#averages.arrays),
    };
  }

  #sample(epoch: number, count: number): Uint32Array {
    const indices = new Uint32Array(count);
    fillIntegers(this.#trainSample, epoch, this.#dataset.train.count, indices);
    return indices;
  }

  /** The probe, if this step is one that the plan measures. */
  #probeOf(step: number): LayerProbe | undefined {
    return (step - 1) % this.#plan.evaluation.layers.every === 0 ? this.#probe : undefined;
  }

  #measure(
    split: Split,
    indices: Uint32Array | null,
    predictions?: PredictionRow[],
  ): SplitResult {
    const result = this.#evaluator.measure(split, indices, predictions);
    this.#notFinite ??= this.#evaluator.notFinite;
    return result;
  }
}

/** The figures of a split under the names that they have in `epochs.csv`. */
function figuresOf<Split extends EpochSplit>(task: TaskName, split: Split, result: SplitResult) {
  const columns = figureNamesOf(task).map((name) => [epochFigure(split, name), result[name]]);
  return Object.fromEntries(columns) as
    & { readonly [Name in `${Split}Loss`]: number }
    & { readonly [Name in EpochFigure & `${Split}${string}`]?: number };
}

function requireFloat32({ precision }: TrainingPlan, { train }: Dataset): void {
  if (!(train.values instanceof Float64Array) || precision === "float64") return;
  throw new RangeError(
    `Cannot train in ${precision} on data in float64: set precision "float64"`,
  );
}

/** The same arrays with longer names. */
function under(
  prefix: string,
  arrays: Readonly<Record<string, Floats>>,
): Record<string, Floats> {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, array]) => [`${prefix}${name}`, array]),
  );
}

function copies(arrays: Readonly<Record<string, Floats>>): Record<string, Floats> {
  return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, array.slice()]));
}

function putBack(
  targets: Readonly<Record<string, Floats>>,
  sources: Readonly<Record<string, Floats>>,
): void {
  for (const name of Object.keys(sources)) {
    if (!Object.hasOwn(targets, name)) {
      const wanted = Object.keys(targets).join(", ");
      throw new RangeError(`Cannot restore ${JSON.stringify(name)}: the plan has only ${wanted}`);
    }
  }
  for (const [name, target] of Object.entries(targets)) {
    const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
    if (source === undefined) throw new RangeError(`Cannot restore ${name}: it is missing`);
    if (source.constructor !== target.constructor) {
      throw new TypeError(
        `Cannot restore ${name} from a ${source.constructor.name}: the kernels use a ${target.constructor.name}`,
      );
    }
    if (source.length !== target.length) {
      throw new RangeError(
        `Cannot restore ${name}: it holds ${source.length} numbers; the plan needs ${target.length}`,
      );
    }
    target.set(source);
  }
}
