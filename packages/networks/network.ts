/**
 * A network at work: a sequence of layers, a loss on top, and a penalty. It can train one step and
 * evaluate, but what is done with the gradients is up to an update rule. Everything is allocated
 * when it is created; a step allocates no array.
 */
import {
  createSequence,
  declareSequence,
  type FlatParameters,
  type Layer,
  layOutParameters,
  type NamedTensor,
  type NumberedLayer,
  type Parameter,
  requirePieces,
  withInner,
} from "@samebit/layers";
import { createLoss, type LossConfig, type OwnLosses, type Targets } from "@samebit/losses";
import type { Stream } from "@samebit/random";
import { type Floats, formatShape, type Kernels, type Shape, sizeOf } from "@samebit/tensors";
import { initialize } from "./initialization.ts";
import type { Initialization } from "./initializations/registry.ts";
import { firstNotFinite } from "./not_finite.ts";
import { createPasses } from "./passes.ts";
import { addPenalty } from "./penalty.ts";

/** What is trained: layers for examples of one shape, the loss, and the initialization. */
export interface NetworkDesign {
  /** The axes of one example that goes in. */
  readonly inputShape: Shape;
  /** The layers in the order of the forward pass; the last gives `[outputs]`. */
  readonly layers: readonly NumberedLayer[];
  /** How weights begin. */
  readonly initialization: Initialization;
  /** What is minimised, in addition to the penalty. */
  readonly loss: LossConfig;
  /** The strength of the penalty 0.5·l2·ΣW²; 0 is none. */
  readonly l2: number;
  /** Whether rows may be mixed in pairs. */
  readonly mixes?: boolean;
  /** Losses of a folder's own, one of which `loss` may be. */
  readonly losses?: OwnLosses;
}

/** What a network is given when it is created. */
export interface NetworkContext {
  /** The arithmetic. */
  readonly kernels: Kernels;
  /** The largest number of rows of any batch. */
  readonly maxRows: number;
  /**
   * How many rows go through the layers at once, the size of their buffers; a larger batch is
   * processed in pieces, with the same bits. All of them if left out.
   */
  readonly rowsAtOnce?: number;
  /** The stream of the named random numbers of this run: `init/W1`, ..., `dropout1`, ... */
  stream(name: string): Stream;
}

/** How a batch fared. */
export interface Evaluation {
  /** The sum of the rows' losses without penalty and label smoothing: float64, rows increasing. */
  readonly lossSum: number;
  /** The scores that were judged, [rows, outputs]; overwritten by the next pass. */
  readonly scores: Floats;
}

/** A network at work. Rows of x, targets and scores belong together. */
export interface Network {
  /** The axes of one example that goes in: a row of x. */
  readonly inputShape: Shape;
  /** Numbers in one row of the scores. */
  readonly outputs: number;
  /** The largest number of rows of any batch. */
  readonly maxRows: number;
  /** All values and gradients, flat. */
  readonly parameters: FlatParameters;
  /** Each parameter as views into them, in the order of the layers. */
  readonly entries: readonly Parameter[];
  /** What belongs to the model but is not learned: running statistics. */
  readonly state: readonly NamedTensor[];
  /** The layers in the order of the forward pass; blocks hold further ones. */
  readonly layers: readonly Layer[];
  /** The loss of each row of the last `evaluate` or `step`, without penalty, [maxRows]. */
  readonly losses: Floats;
  /** x: [rows, ...inputShape] → scores: [rows, outputs], in test mode; overwritten by the next call. */
  scores(x: Floats, rows: number): Floats;
  /** Loss and scores of a batch in test mode: running statistics, no dropout, no penalty. */
  evaluate(x: Floats, targets: Targets, rows: number): Evaluation;
  /**
   * A forward pass in training mode and all gradients; `step` counts from 1 and chooses the dropout
   * masks. Returns the minimised loss in float64: the rows' losses, added in increasing order, over
   * `rows`, plus the penalty. The values are not changed; running statistics are.
   *
   * @param share The share of row r's own label, if it was mixed with row rows − 1 − r.
   */
  step(x: Floats, targets: Targets, rows: number, step: number, share?: number): number;
  /**
   * Names what stopped being finite first in the last `step` or `evaluate` with `rows` rows: for
   * each layer in turn a parameter (`W2`), its output (`affine3`) or a running statistic
   * (`runningMean2`), in this order; then `loss`; then, from the last layer to the first, a
   * parameter's gradient (`W2Grad`). Undefined if all is finite. See
   * `docs/contracts/9-evaluation.md`, section 9.5.
   */
  firstNotFinite(rows: number): string | undefined;
}

/**
 * A network at work, its parameters initialized.
 *
 * @throws {RangeError} A size or a hyperparameter is out of range, a shape does not fit a layer, or
 *   batches are to be processed in pieces and a layer needs all their rows at once.
 */
export function assembleNetwork(design: NetworkDesign, context: NetworkContext): Network {
  const { inputShape, l2, mixes = false } = design;
  const { kernels, maxRows } = context;
  const rowsAtOnce = Math.min(context.rowsAtOnce ?? maxRows, maxRows);
  const sequence = declareSequence(design.layers, inputShape);
  if (rowsAtOnce < maxRows) requirePieces(sequence.members);
  const outputs = requireOutputs(sequence.outputShape);
  const { flat, entries } = layOutParameters(sequence.parameters, kernels);
  const stream = (name: string) => context.stream(name);
  const layers = createSequence(sequence, {
    ...{ kernels, maxRows: rowsAtOnce, batchRows: maxRows },
    ...{ inputGradient: false, parameters: entries, stream },
  });
  const all = layers.flatMap(withInner);
  initialize(design.initialization, entries, stream);
  const loss = createLoss(design.loss, { kernels, maxRows, outputs, mixes }, design.losses);
  const rowSizes = { inputs: sizeOf(inputShape), outputs };
  const passes = createPasses(layers, { kernels, maxRows, rowsAtOnce }, rowSizes);

  return {
    inputShape,
    outputs,
    maxRows,
    parameters: flat,
    entries,
    state: all.flatMap((layer) => layer.state),
    layers,
    losses: loss.losses,
    scores: (x, rows) => passes.test(x, rows),
    evaluate(x, targets, rows) {
      const scores = passes.test(x, rows);
      loss.forward(scores, targets, rows, { training: false });
      return { lossSum: sumOfRows(loss.losses, rows), scores };
    },
    step(x, targets, rows, step, share = 1) {
      const mode = { training: true, step, share } as const;
      passes.train(x, rows, mode, (scores) => {
        loss.forward(scores, targets, rows, mode);
        return loss.scoresGrad;
      });
      return sumOfRows(loss.losses, rows) / rows + addPenalty(l2, kernels, flat);
    },
    firstNotFinite: (rows) => firstNotFinite(all, loss, rows, passes),
  };
}

function requireOutputs(shape: Shape): number {
  if (shape.length === 1) return shape[0]!;
  throw new RangeError(
    `a network: its last layer cannot give ${formatShape(shape)}; wanted [outputs]`,
  );
}

function sumOfRows(losses: Floats, rows: number): number {
  let sum = 0;
  for (let r = 0; r < rows; r++) sum += losses[r]!;
  return sum;
}
