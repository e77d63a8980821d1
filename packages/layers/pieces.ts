/**
 * A minibatch that goes through the layers in pieces, one after another, so that their buffers hold
 * only the rows of one piece: gradient accumulation. The bits are those of the minibatch in one
 * piece, since every sum over rows keeps its order. Either the terms are kept for all rows until
 * the last piece, or the contributions of the rows are added row by row:
 * `docs/contracts/8-training.md`, section 8.1.
 */
import type { Floats, Kernels } from "@samebit/tensors";

/** Some rows of a minibatch that is processed in pieces. */
export interface Piece {
  /** The number of rows of the minibatch before it. */
  readonly first: number;
  /** The number of rows of the complete minibatch. */
  readonly of: number;
}

/** What a layer knows about the rows that it will be given. */
export interface RowContext {
  /** The arithmetic. */
  readonly kernels: Kernels;
  /** The largest number of rows of any pass. */
  readonly maxRows: number;
  /** The largest number of rows of a minibatch, if that is more because it comes in pieces. */
  readonly batchRows?: number;
}

/** Rows of all pieces of a minibatch. */
export interface KeptRows {
  /**
   * Keeps the rows of a piece; returns all rows so far, the complete minibatch after its last
   * piece.
   */
  keep(values: Floats, rows: number, piece: Piece | undefined): Floats;
}

/** Whether no rows of the minibatch come after these. */
export function isLast(piece: Piece | undefined, rows: number): boolean {
  return piece === undefined || piece.first + rows === piece.of;
}

/**
 * Keeps rows of that many columns until their minibatch is complete; takes no memory if it always
 * is.
 */
export function createKeptRows(context: RowContext, columns: number): KeptRows {
  const { kernels, maxRows, batchRows = maxRows } = context;
  const kept = kernels.allocate(batchRows > maxRows ? batchRows * columns : 0);
  return {
    keep(values, rows, piece) {
      if (piece === undefined) return values;
      kept.set(values.subarray(0, rows * columns), piece.first * columns);
      return kept;
    },
  };
}

/** Numbers to which every row of a minibatch contributes, to be summed when it is complete. */
export function roomForRows(
  { kernels, maxRows, batchRows = maxRows }: RowContext,
  columns: number,
) {
  return kernels.allocate(batchRows * columns);
}

/** The numbers from a place on; the same array from the first one. */
export function numbersFrom(values: Floats, start: number): Floats {
  return start === 0 ? values : values.subarray(start);
}

/**
 * Writes what `count` rows from row `from` of the pass contribute to the gradients: their sum over
 * the rows, in order, from +0.
 */
export type SumRows = (from: number, count: number, into: readonly Floats[]) => void;

/** Sums gradients over the rows of a minibatch, at once or in pieces. */
export type RowSums = (rows: number, piece: Piece | undefined, sum: SumRows) => void;

/**
 * Sums that an operation itself computes over rows. For the first piece they begin like those of a
 * minibatch in one piece; what each later row contributes is then added to them.
 */
export function createRowSums(context: RowContext, gradients: readonly Floats[]): RowSums {
  const { kernels, maxRows, batchRows = maxRows } = context;
  const inPieces = batchRows > maxRows;
  const ofRow = gradients.map(({ length }) => kernels.allocate(inPieces ? length : 0));
  return (rows, piece, sum) => {
    if (piece === undefined || piece.first === 0) return sum(0, rows, gradients);
    for (let row = 0; row < rows; row++) {
      sum(row, 1, ofRow);
      gradients.forEach((gradient, i) =>
        kernels.addScaled(ofRow[i]!, 1, gradient, gradient.length)
      );
    }
  };
}
