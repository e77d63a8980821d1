/**
 * Which parts of a batch are kept whole in a step (channels of images, bodies of blocks), drawn as the
 * mask of dropout is: number i is decided by word i of page `step` of the stream.
 */
import { maskThreshold, type Stream } from "@samebit/random";
import type { Floats, Kernels } from "@samebit/tensors";

/** One number for each part: 1 / keepRatio where it is kept, else 0. */
export interface PartMask {
  /** The numbers; only those of the last `draw` are meaningful. */
  readonly numbers: Floats;
  /** Overwrites the first `count` numbers with those of a step. */
  draw(step: number, count: number): void;
}

/** A mask of at most `most` parts; it allocates nothing afterwards. */
export function createPartMask(
  keepRatio: number,
  { key }: Stream,
  kernels: Kernels,
  most: number,
): PartMask {
  const threshold = maskThreshold(keepRatio);
  const keepFactor = 1 / keepRatio;
  const ones = kernels.allocate(most).fill(1);
  const numbers = kernels.allocate(most);
  const masked = kernels.allocate(most);
  return {
    numbers,
    draw(step, count) {
      kernels.dropout(ones, { key, page: step }, threshold, keepFactor, numbers, masked, count);
    },
  };
}
