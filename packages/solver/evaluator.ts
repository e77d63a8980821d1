/**
 * A network in test mode on examples as they are stored: the input map, passes of 256 rows, and
 * what the task makes of the scores. Of the data that the network was trained on it needs only what
 * turns an example into inputs; both a trainer and the user of an exported model evaluate with one.
 *
 * @module
 */
import type { Targets } from "@samebit/losses";
import { createViews, mixesRows, type View } from "@samebit/minibatches";
import { createNetwork, type Network } from "@samebit/networks";
import { createStream } from "@samebit/random";
import type { OwnFigure, PredictionRow, SplitResult } from "@samebit/runlog";
import type { Dataset, Split } from "@samebit/splits";
import { type ScoredRows, type TaskAtWork, taskKindOf } from "@samebit/tasks";
import type { Floats, Kernels } from "@samebit/tensors";
import { weighLoss, type WeightedData } from "./class_weights.ts";
import type { TrainingPlan } from "./plan.ts";
import type { TrainingData } from "./start_weights.ts";

/**
 * Rows of one pass of an evaluation: part of the contract, since losses are summed by pass, and the
 * sums of passes then added (`docs/contracts/9-evaluation.md`).
 */
export const EVALUATION_ROWS = 256;

/**
 * The part of a data set that is kept with a model: what an example is, and how its values are
 * mapped.
 */
export type InputData =
  & Pick<
    Dataset,
    "features" | "shape" | "classes" | "targets" | "columns" | "encoding" | "offset" | "factor"
  >
  & Pick<TrainingData, "own">
  & WeightedData;

/** A network that is evaluated. */
export class Evaluator {
  /**
   * The network, with its parameters and running statistics; at first as the plan initializes it.
   */
  readonly network: Network;
  /** The inputs of the last rows that were loaded, [rows, features]. */
  readonly inputs: Floats;
  /** The targets of these rows, as the loss takes them. */
  readonly targets: Targets;
  /** The task on these data. */
  readonly task: TaskAtWork;
  readonly #data: InputData;
  readonly #kernels: Kernels;
  readonly #offset: Floats;
  readonly #factor: Floats;
  readonly #views: readonly View[];
  #notFinite: string | undefined;

  /**
   * Builds the network and its buffers; nothing is allocated afterwards.
   *
   * @param mostRows The most rows that are loaded at once, if more than in an evaluation.
   * @param rowsAtOnce How many rows go through the layers at a time; all of them if left out.
   * @throws {RangeError} The plan does not fit the data, or the kernels are of another precision.
   */
  constructor(
    plan: TrainingPlan,
    data: InputData,
    kernels: Kernels,
    mostRows = 0,
    rowsAtOnce = Infinity,
  ) {
    requirePrecision(plan, kernels);
    const maxRows = Math.max(mostRows, EVALUATION_ROWS);
    const { model, l2, precision, seed } = plan;
    const kind = taskKindOf(plan);
    const purpose = {
      inputShape: data.shape,
      outputs: kind.outputs(data),
      initialization: model.initialization,
      loss: weighLoss(plan, data),
      l2,
      mixes: mixesRows(plan.augmentation),
      ...(data.own !== undefined && { own: data.own }),
    };
    const stream = (name: string) => createStream(seed, name);
    this.#data = data;
    this.#kernels = kernels;
    this.task = kind.begin(data, precision, plan.evaluation);
    this.network = createNetwork(model, purpose, { kernels, maxRows, rowsAtOnce, stream });
    this.#offset = copyInto(kernels.allocate(data.features), data.offset);
    this.#factor = copyInto(kernels.allocate(data.features), data.factor);
    this.#views = createViews(plan.evaluation.views, data.shape);
    this.inputs = kernels.allocate(maxRows * data.features);
    this.targets = this.task.allocate(maxRows);
  }

  /** Makes {@link inputs} and {@link targets} of the examples with these indices. */
  load(split: Split, indices: Uint32Array): void {
    this.#loadInputs(split, indices);
    this.task.gather(split, indices, this.targets);
  }

  /**
   * Measures examples of a split: those with these indices, or all; appends the prediction for each to
   * `predictions` where they are wanted. `docs/contracts/9-evaluation.md`, sections 9.1 and 9.2.
   */
  measure(
    split: Split,
    indices: Uint32Array | null = null,
    predictions?: PredictionRow[],
  ): SplitResult {
    const examples = indices?.length ?? split.count;
    let loss = 0;
    const judgement = this.task.judge();
    this.#notFinite = undefined;
    for (let start = 0; start < examples; start += EVALUATION_ROWS) {
      const chunk = indices?.subarray(start, start + EVALUATION_ROWS) ??
        rowsFrom(start, examples);
      const rows = chunk.length;
      this.load(split, chunk);
      const { lossSum, scores } = this.network.evaluate(this.inputs, this.targets, rows);
      this.#notFinite ??= findNotFinite(this.network, lossSum, rows);
      loss += lossSum;
      const scored = { scores, targets: this.targets, split, indices: chunk };
      judgement.add(scored);
      predictions?.push(...this.#predict(scored, start));
    }
    return { ...judgement.figures(), loss: loss / examples, examples };
  }

  /**
   * The task's own figures of a split by the mean scores of the plan's views of each image:
   * `docs/contracts/9-evaluation.md`, section 9.6; undefined if the plan has only the plain one.
   */
  measureViews(split: Split): { readonly [Name in OwnFigure]?: number } | undefined {
    if (this.#views.length === 0) return undefined;
    const { network, inputs, targets } = this;
    const judgement = this.task.judge();
    const sums = new Float64Array(EVALUATION_ROWS * network.outputs);
    for (let start = 0; start < split.count; start += EVALUATION_ROWS) {
      const chunk = rowsFrom(start, split.count);
      const rows = chunk.length;
      sums.fill(0);
      for (const { share, show } of this.#views) {
        this.load(split, chunk);
        show(inputs, rows);
        const scores = network.scores(inputs, rows);
        for (let i = 0; i < rows * network.outputs; i++) sums[i]! += share * scores[i]!;
      }
      judgement.add({ scores: sums, targets, split, indices: chunk });
    }
    return judgement.figures();
  }

  /** The scores that {@link measure} judges by, [examples, outputs]. */
  scores(split: Split): Floats {
    const { network } = this;
    const { outputs } = network;
    const all = this.#kernels.allocate(split.count * outputs);
    for (let start = 0; start < split.count; start += EVALUATION_ROWS) {
      const chunk = rowsFrom(start, split.count);
      this.#loadInputs(split, chunk);
      const scores = network.scores(this.inputs, chunk.length);
      all.set(scores.subarray(0, chunk.length * outputs), start * outputs);
    }
    return all;
  }

  /**
   * Where the first number appeared that is not finite, such as `W2` or `affine3`, in the pass of
   * the last {@link measure} whose loss was not finite first; undefined if all were.
   */
  get notFinite(): string | undefined {
    return this.#notFinite;
  }

  /** The rows of the batch that was evaluated last, whose first example is number `start`. */
  #predict(scored: ScoredRows, start: number): PredictionRow[] {
    const { losses } = this.network;
    return Array.from({ length: scored.indices.length }, (_, r) => ({
      example: start + r,
      ...this.task.predict(scored, r),
      loss: losses[r]!,
    }));
  }

  #loadInputs({ values }: Split, indices: Uint32Array): void {
    const { features } = this.#data;
    const [rows, inputs] = [indices.length, this.inputs];
    this.#kernels.gather(values, indices, this.#offset, this.#factor, inputs, rows, features);
  }
}

/** Names what stopped being finite first in a pass with this loss; undefined if nothing did. */
export function findNotFinite(network: Network, loss: number, rows: number): string | undefined {
  return Number.isFinite(loss) ? undefined : network.firstNotFinite(rows) ?? "loss";
}

/** The indices of one pass of an evaluation of `count` rows. */
function rowsFrom(start: number, count: number): Uint32Array {
  const rows = Math.min(EVALUATION_ROWS, count - start);
  return Uint32Array.from({ length: rows }, (_, r) => start + r);
}

function requirePrecision({ precision }: TrainingPlan, kernels: Kernels): void {
  if (kernels.precision === precision) return;
  throw new RangeError(
    `Cannot train a plan in ${precision} with the ${kernels.name} kernels in ${kernels.precision}`,
  );
}

function copyInto(target: Floats, source: Float32Array): Floats {
  target.set(source);
  return target;
}
