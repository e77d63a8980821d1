/**
 * The interface of a loss: scores and targets in, one number per row out, and the gradient of their
 * mean. Not the L2 penalty, which looks at weights and not at scores: see penalty.ts.
 */
import type { ConfigOf, Fields } from "@samebit/input";
import type { Mode } from "@samebit/layers";
import type { Floats, Kernels, Labels } from "@samebit/tensors";

/**
 * What the scores of a batch are compared with: labels, [rows], in classification; standardized
 * numbers, [rows, outputs], in regression; zeros and ones, [rows, outputs], for several labels.
 */
export type Targets = Labels | Floats;

/**
 * What targets are: class numbers, numbers to be predicted, or whether each of several labels
 * applies.
 */
export type TargetKind = "labels" | "numbers" | "zeros-and-ones";

/** What a loss is given when it is created. */
export interface LossContext {
  /** The arithmetic. */
  readonly kernels: Kernels;
  /** The largest number of rows of any batch. */
  readonly maxRows: number;
  /** Numbers in one row of the scores; in classification one for each class. */
  readonly outputs: number;
  /** Whether rows may have been mixed in pairs. */
  readonly mixes?: boolean;
}

/** A loss over the scores of a batch; both buffers are overwritten by the next `forward`. */
export interface Loss {
  /** The loss of each row, [maxRows]; only the rows of the last `forward` are meaningful. */
  readonly losses: Floats;
  /** The gradient of the mean of the losses by the scores, [maxRows, outputs]. */
  readonly scoresGrad: Floats;
  /**
   * Writes `losses` and `scoresGrad`. What belongs to training alone, such as label smoothing, is
   * left out when `mode` is not training, so that losses of different recipes can be compared.
   */
  forward(scores: Floats, targets: Targets, rows: number, mode: Mode): void;
}

/** One kind of loss: from its configuration to the loss at work. */
export interface LossKind<F extends Fields> {
  /** Its fields. */
  readonly fields: F;
  /** What its targets are. */
  readonly takes: TargetKind;
  /** Present in a loss that takes rows mixed in pairs, each with two targets. */
  readonly mixes?: true;
  /** Plans the buffers; the fields hold what they should. */
  create(config: ConfigOf<string, F>, context: LossContext): Loss;
}
