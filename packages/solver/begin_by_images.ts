/**
 * Initial weights that are computed from training images, as the network is given them but before
 * any augmentation: the last part of what `docs/contracts/6-network.md`, section 6.5, says.
 *
 * @module
 */
import { createWhitening } from "@samebit/networks";
import type { Split } from "@samebit/splits";
import type { Evaluator } from "./evaluator.ts";
import type { TrainingPlan } from "./plan.ts";

/** Images that are looked at together. */
const ROWS = 256;

/** Overwrites the weights that follow from images, if the plan has any. */
export function beginByImages(
  { model: { initialization } }: TrainingPlan,
  evaluator: Evaluator,
  train: Split,
): void {
  if (initialization.kind !== "whitened") return;
  const { network, inputs } = evaluator;
  const whitening = createWhitening(initialization, network.inputShape, network.entries[0]!);
  const images = Math.min(initialization.images, train.count);
  for (let start = 0; start < images; start += ROWS) {
    const rows = Math.min(ROWS, images - start);
    evaluator.load(train, Uint32Array.from({ length: rows }, (_, r) => start + r));
    whitening.add(inputs, rows);
  }
  whitening.finish();
}
