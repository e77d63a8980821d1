/**
 * Which examples a step sees, and how their images are changed: the order of minibatches,
 * augmentation, mixing in pairs, and the views of an image that are averaged when a network is
 * evaluated. The same on every machine: a draw depends on its seed, its stream, and the step or
 * epoch alone.
 *
 * To the last bit: `docs/contracts/5-data.md`.
 *
 * @module
 */
export {
  type Augmentation,
  AUGMENTATION_FIELDS,
  type AugmentationConfig,
  type AugmentedStep,
  createAugmentation,
  mixesRows,
} from "./augmentation.ts";
export {
  createMinibatches,
  type Minibatches,
  type MinibatchesOptions,
  type Sampling,
} from "./minibatches.ts";
export { createViews, type View, VIEWS, type Views } from "./views.ts";
