/**
 * A network at work: layers in a row, a loss on top, a penalty beside it. It knows how to train one
 * step and how to evaluate, but not what is done with gradients: that is an update rule's business.
 * Everything is allocated when it is created; a step allocates no array.
 */
import type { Floats, Kernels } from "@samebit/tensors";
import type { Stream } from "@samebit/random";
import { argmax } from "./argmax.ts";
import { type Initialization, initialize } from "./initialization.ts";
import type { Layer, Mode, NamedTensor, Parameter } from "./layer.ts";
import type { Loss } from "./loss.ts";
import { type FlatParameters, layOutParameters } from "./parameters.ts";
import { addPenalty } from "./penalty.ts";
import {
  createLayer,
  createLoss,
  declareLayer,
  type LayerConfig,
  type LossConfig,
} from "./registry.ts";

/** A layer to come, with the number that its name and its parameters carry. */
export interface NumberedLayer {
  /** Such as 2 for `affine2`, `W2` and `b2`. */
  readonly number: number;
  /** What the layer is. */
  readonly config: LayerConfig;
}

/** A network as plain data. */
export interface NetworkConfig {
  /** Numbers in one row of x. */
  readonly inputs: number;
  /** Numbers in one row of the last layer's output. */
  readonly classes: number;
  /** The layers in the order of the forward pass. */
  readonly layers: readonly NumberedLayer[];
  /** How weights begin. */
  readonly initialization: Initialization;
  /** What is minimised, beside the penalty. */
  readonly loss: LossConfig;
  /** The strength of the penalty 0.5·l2·ΣW²; 0 is none. */
  readonly l2: number;
}

/** What a network is given when it is created. */
export interface NetworkContext {
  /** The arithmetic. */
  readonly kernels: Kernels;
  /** The largest number of rows of any batch. */
  readonly maxRows: number;
  /** The stream of the named random numbers of this run: `init/W1`, ..., `dropout1`, ... */
  stream(name: string): Stream;
}

/** How a batch fared, as sums so that batches can be added up. */
export interface Evaluation {
  /** The sum of the rows' losses without penalty and label smoothing: float64, rows increasing. */
  readonly lossSum: number;
  /** How many rows have their label as the {@link argmax} of their scores. */
  readonly correct: number;
}

/** A network at work. Rows of x, labels and scores belong together; labels are class numbers. */
export interface Network {
  /** Numbers in one row of x. */
  readonly inputs: number;
  /** Numbers in one row of the scores. */
  readonly classes: number;
  /** The largest number of rows of any batch. */
  readonly maxRows: number;
  /** All values and gradients, flat. */
  readonly parameters: FlatParameters;
  /** Each parameter as views into them, in the order of the layers. */
  readonly entries: readonly Parameter[];
  /** What belongs to the model but is not learned: running statistics. */
  readonly state: readonly NamedTensor[];
  /** The layers in the order of the forward pass. */
  readonly layers: readonly Layer[];
  /** The loss of each row of the last `evaluate` or `step`, without penalty, [maxRows]. */
  readonly losses: Floats;
  /** x: [rows, inputs] → scores: [rows, classes], in test mode; overwritten by the next call. */
  scores(x: Floats, rows: number): Floats;
  /** Loss and hits of a batch in test mode: running statistics, no dropout, no penalty. */
  evaluate(x: Floats, labels: Uint8Array, rows: number): Evaluation;
  /**
   * A forward pass in training mode and all gradients; `step` counts from 1 and chooses the dropout
   * masks. Returns the minimised loss in float64: the rows' losses, added in increasing order, over
   * `rows`, plus the penalty. The values are not changed; running statistics are.
   */
  step(x: Floats, labels: Uint8Array, rows: number, step: number): number;
  /**
   * Names what stopped being finite first in the last `step` or `evaluate` with `rows` rows: going
   * through the layers, of each a parameter (`W2`), its output (`affine3`) or a running statistic
   * (`runningMean2`), in this order; then `loss`; then, from the last layer to the first, a parameter's
   * gradient (`W2Grad`). Undefined if all is finite. See `docs/contracts/9-evaluation.md`, section 9.5.
   */
  firstNotFinite(rows: number): string | undefined;
}

/**
 * A network at work, its parameters initialized.
 *
 * @throws {RangeError} A size or a hyperparameter is out of range.
 */
export function createNetwork(config: NetworkConfig, context: NetworkContext): Network {
  const { inputs, classes, l2 } = config;
  const { kernels, maxRows } = context;
  const { flat, entries, layers } = createLayers(config.layers, context);
  initialize(config.initialization, entries, (name) => context.stream(name));
  const loss = createLoss(config.loss, { kernels, maxRows, classes });

  function forward(x: Floats, rows: number, mode: Mode): Floats {
    requireRows(rows, maxRows);
    return layers.reduce((input, layer) => layer.forward(input, rows, mode), x);
  }

  return {
    inputs,
    classes,
    maxRows,
    parameters: flat,
    entries,
    state: layers.flatMap((layer) => layer.state),
    layers,
    losses: loss.losses,
    scores: (x, rows) => forward(x, rows, { training: false }),
    evaluate(x, labels, rows) {
      const mode = { training: false } as const;
      const scores = forward(x, rows, mode);
      loss.forward(scores, labels, rows, mode);
      const correct = countCorrect(scores, labels, rows, classes);
      return { lossSum: sumOfRows(loss.losses, rows), correct };
    },
    step(x, labels, rows, step) {
      const mode = { training: true, step } as const;
      loss.forward(forward(x, rows, mode), labels, rows, mode);
      layers.reduceRight((grad, layer) => layer.backward(grad, rows), loss.scoresGrad);
      return sumOfRows(loss.losses, rows) / rows + addPenalty(l2, kernels, flat);
    },
    firstNotFinite: (rows) => firstNotFinite(layers, loss, rows),
  };
}

function createLayers(
  plan: readonly NumberedLayer[],
  context: NetworkContext,
): { flat: FlatParameters; entries: readonly Parameter[]; layers: readonly Layer[] } {
  const { kernels, maxRows } = context;
  const declared = plan.map(({ config, number }) => declareLayer(config, number));
  const { flat, entries } = layOutParameters(declared.flat(), kernels);
  let next = 0;
  const layers = plan.map(({ config, number }, i) => {
    const parameters = entries.slice(next, next += declared[i]!.length);
    const stream = (name: string) => context.stream(name);
    return createLayer(config, { kernels, maxRows, parameters, number, stream });
  });
  return { flat, entries, layers };
}

function requireRows(rows: number, maxRows: number): void {
  if (rows >= 1 && rows <= maxRows) return;
  throw new RangeError(
    `Cannot run a network planned for up to ${maxRows} rows on ${rows}: create it with a larger maxRows`,
  );
}

function sumOfRows(losses: Floats, rows: number): number {
  let sum = 0;
  for (let r = 0; r < rows; r++) sum += losses[r]!;
  return sum;
}

function countCorrect(scores: Floats, labels: Uint8Array, rows: number, classes: number): number {
  let correct = 0;
  for (let r = 0; r < rows; r++) {
    if (argmax(scores, r * classes, classes) === labels[r]) correct++;
  }
  return correct;
}

function firstNotFinite(layers: readonly Layer[], loss: Loss, rows: number): string | undefined {
  for (const layer of layers) {
    const parameter = layer.parameters.find(({ value }) => !isFinite(value.data));
    if (parameter !== undefined) return parameter.name;
    if (!isFinite(layer.output, rows * layer.outputs)) return layer.name;
    const statistic = layer.state.find(({ tensor }) => !isFinite(tensor.data));
    if (statistic !== undefined) return statistic.name;
  }
  if (!isFinite(loss.losses, rows)) return "loss";
  for (const layer of layers.toReversed()) {
    const parameter = layer.parameters.find(({ gradient }) => !isFinite(gradient.data));
    if (parameter !== undefined) return `${parameter.name}Grad`;
  }
  return undefined;
}

function isFinite(values: Floats, count: number = values.length): boolean {
  for (let i = 0; i < count; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}
