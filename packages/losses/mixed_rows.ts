/**
 * Rows mixed in pairs (mixup, CutMix): loss and gradient of a row are share·(with the row's own targets)
 * + (1 − share)·(with those of row N − 1 − r). The one rule for every loss that takes such rows:
 * `docs/contracts/6-network.md`, section 6.6.
 */
import type { Mode } from "@samebit/layers";
import type { Floats, Labels } from "@samebit/tensors";
import type { Loss, LossContext } from "./loss.ts";

/**
 * What a loss writes for rows that are not mixed: the loss of each row, and the gradient of their
 * mean.
 */
export type Measure<T extends Labels | Floats> = (
  scores: Floats,
  targets: T,
  mode: Mode,
  losses: Floats,
  scoresGrad: Floats,
  rows: number,
) => void;

/**
 * A loss that also takes mixed rows.
 *
 * @param allocate Allocates the targets of that many rows, `width` numbers each.
 */
export function createMixableLoss<T extends Labels | Floats>(
  { kernels, maxRows, outputs, mixes = false }: LossContext,
  { allocate, width, measure }: {
    readonly allocate: (numbers: number) => T;
    readonly width: number;
    readonly measure: Measure<T>;
  },
): Loss {
  const losses = kernels.allocate(maxRows);
  const scoresGrad = kernels.allocate(maxRows * outputs);
  const otherRows = mixes ? maxRows : 0;
  const others = allocate(otherRows * width);
  const otherLosses = kernels.allocate(otherRows);
  const otherGrad = kernels.allocate(otherRows * outputs);
  return {
    losses,
    scoresGrad,
    forward(scores, targets, rows, mode): void {
      measure(scores, targets as T, mode, losses, scoresGrad, rows);
      const { share = 1 } = mode.training ? mode : {};
      if (share === 1) return;
      for (let r = 0, at = 0; r < rows; r++) {
        const other = (rows - 1 - r) * width;
        for (let j = 0; j < width; j++) others[at++] = targets[other + j]!;
      }
      measure(scores, others, mode, otherLosses, otherGrad, rows);
      kernels.blend(losses, otherLosses, share, rows);
      kernels.blend(scoresGrad, otherGrad, share, rows * outputs);
    },
  };
}
