/**
 * What training minimises: one loss per file, from scores and targets to a number per row and the
 * gradient of their mean; and which class scores predict. The L2 penalty, which depends on weights,
 * is in `@samebit/networks`.
 *
 * What is computed, to the last bit: `docs/contracts/6-network.md`; for targets that are numbers
 * `docs/contracts/16-regression.md`, for several labels at once `docs/contracts/20-multi-label.md`.
 *
 * @module
 */
export { balancedWeights } from "./class_weights.ts";
export { argmax } from "./argmax.ts";
export { countCorrect } from "./classification.ts";
export type { Loss, LossContext, LossKind, TargetKind, Targets } from "./loss.ts";
export {
  createLoss,
  LOSS_FIELDS,
  type LossConfig,
  LOSSES,
  lossKindOf,
  type OwnLosses,
} from "./registry.ts";
export { softmax } from "./softmax.ts";
