/**
 * The passes of a batch through a network's layers, at once if their buffers hold all of its rows,
 * otherwise in pieces. The scores of all rows are then kept, so that a loss is always that of the
 * complete batch; while a minibatch is trained they are complete only after its last piece, and the
 * losses of the rows so far do not depend on the others.
 */
import {
  backwardThrough,
  forwardThrough,
  type Layer,
  type Mode,
  numbersFrom,
  type RowContext,
} from "@samebit/layers";
import type { Floats } from "@samebit/tensors";

/** How many rows there may be. */
export interface PassContext extends RowContext {
  /** The largest number of rows that goes through the layers at once. */
  readonly rowsAtOnce: number;
}

/** A pass in training. */
export type TrainingMode = Extract<Mode, { training: true }>;

/** The passes of batches. */
export interface Passes {
  /** The scores of a batch that is not trained on, [rows, outputs]. */
  test(x: Floats, rows: number): Floats;
  /** Forward and backward passes; `lossOf` gives the gradient of the scores, [rows, outputs]. */
  train(x: Floats, rows: number, mode: TrainingMode, lossOf: (scores: Floats) => Floats): void;
  /**
   * Repeats the forward passes of the last batch if there were several, with a look at the layers'
   * outputs after each; a single look if the buffers still hold the batch.
   */
  again(rows: number, look: (rows: number) => void): void;
}

/**
 * The passes through these layers.
 *
 * @throws {RangeError} Batches are to be processed in pieces, and a layer cannot.
 */
export function createPasses(
  layers: readonly Layer[],
  { kernels, maxRows, rowsAtOnce }: PassContext,
  { inputs, outputs }: { readonly inputs: number; readonly outputs: number },
): Passes {
  const all = kernels.allocate(rowsAtOnce < maxRows ? maxRows * outputs : 0);
  let last: { readonly x: Floats; readonly mode: Mode } | undefined;

  function eachPiece(rows: number, pass: (first: number, count: number) => void): void {
    for (let first = 0; first < rows; first += rowsAtOnce) {
      pass(first, Math.min(rowsAtOnce, rows - first));
    }
  }

  function forwardPiece(x: Floats, first: number, count: number, mode: Mode): void {
    const scores = forwardThrough(layers, numbersFrom(x, first * inputs), count, mode);
    all.set(scores.subarray(0, count * outputs), first * outputs);
  }

  return {
    test(x, rows) {
      requireRows(rows, maxRows);
      const mode = { training: false } as const;
      if (rows <= rowsAtOnce) return forwardThrough(layers, x, rows, mode);
      last = { x, mode };
      eachPiece(rows, (first, count) => forwardPiece(x, first, count, mode));
      return all;
    },
    train(x, rows, mode, lossOf) {
      requireRows(rows, maxRows);
      if (rows <= rowsAtOnce) {
        backwardThrough(layers, lossOf(forwardThrough(layers, x, rows, mode)), rows);
        return;
      }
      last = { x, mode };
      eachPiece(rows, (first, count) => {
        forwardPiece(x, first, count, { ...mode, piece: { first, of: rows } });
        backwardThrough(layers, numbersFrom(lossOf(all), first * outputs), count);
      });
    },
    again(rows, look) {
      if (rows <= rowsAtOnce) return look(rows);
      const { x, mode } = last!;
      eachPiece(rows, (first, count) => {
        const piece = mode.training ? { piece: { first, of: rows } } : {};
        forwardPiece(x, first, count, { ...mode, ...piece });
        look(count);
      });
    },
  };
}

function requireRows(rows: number, maxRows: number): void {
  if (rows >= 1 && rows <= maxRows) return;
  throw new RangeError(
    `Cannot run a network planned for up to ${maxRows} rows on ${rows}: create it with a larger maxRows`,
  );
}
