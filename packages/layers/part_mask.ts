/**
 * Which parts of a batch are kept in a step (channels of images, bodies of blocks), drawn like the
 * mask of dropout: number i is decided by word i of page `step` of the stream.
 */
import { maskThreshold, type Stream } from "@samebit/random";
import type { Floats } from "@samebit/tensors";
import { numbersFrom, type Piece, roomForRows, type RowContext } from "./pieces.ts";

/** One number for each part of each row: 1 / keepRatio if it is kept, otherwise 0. */
export interface PartMask {
  /** The numbers of these rows in a step; they stay until those of another step are drawn. */
  draw(step: number, rows: number, piece: Piece | undefined): Floats;
}

/** A mask of rows of so many parts; it allocates no numbers afterwards. */
export function createPartMask(
  keepRatio: number,
  { key }: Stream,
  context: RowContext,
  parts: number,
): PartMask {
  const { kernels } = context;
  const threshold = maskThreshold(keepRatio);
  const keepFactor = 1 / keepRatio;
  const ones = roomForRows(context, parts).fill(1);
  const numbers = roomForRows(context, parts);
  const masked = roomForRows(context, parts);
  return {
    draw(step, rows, { first, of } = { first: 0, of: rows }) {
      // The mask that is drawn for the first piece is that of all pieces.
      if (first === 0) {
        const page = { key, page: step };
        kernels.dropout(ones, page, threshold, keepFactor, numbers, masked, of * parts);
      }
      return numbersFrom(numbers, first * parts);
    },
  };
}
