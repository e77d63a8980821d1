/**
 * What training minimises: one loss a file, from scores and targets to a number a row and the gradient
 * of their mean; and which class scores choose. The L2 penalty, which looks at weights, is
 * `@samebit/networks`' business.
 *
 * What is computed, to the last bit: `docs/contracts/6-network.md`; of targets that are numbers
 * `docs/contracts/16-regression.md`, of several labels at once `docs/contracts/20-multi-label.md`.
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
