/**
 * Layers, losses and the networks made of them. One file a layer, each with its
 * formulas, forward and backward side by side; parameters in one flat array, weights first. Gradients
 * are computed here, but what is done with them is `@samebit/optimizers`' business.
 *
 * What is computed, to the last bit, first values included: `docs/contracts/6-network.md`,
 * `docs/contracts/12-convolution.md`, `docs/contracts/13-activations.md`,
 * `docs/contracts/14-normalization.md` and `docs/contracts/15-layers.md`; the penalty:
 * `docs/contracts/8-training.md`, section 8.4.
 *
 * @module
 */
export type { Activation } from "./layer.ts";
export {
  ACTIVATION_FIELDS,
  type ActivationConfig,
  ACTIVATIONS,
  DEFAULT_ACTIVATION,
} from "./activations.ts";
export { BLOCK_FIELDS, type BlockConfig, isBlock, type LayerOrBlock } from "./blocks/registry.ts";
export { argmax } from "./argmax.ts";
export { countCorrect } from "./classification.ts";
export {
  checkGradients,
  checkLayerGradients,
  checkLossGradients,
  checkNetworkGradients,
} from "./gradient_check.ts";
export type { GradientCheck } from "./gradient_check.ts";
export type { NetworkSample } from "./gradient_samples.ts";
export {
  drawnBy,
  type DrawnInitialization,
  type Initialization,
  INITIALIZATION_FIELDS,
  INITIALIZATIONS,
  type StartConfig,
} from "./initializations/registry.ts";
export { SCALED_FIELDS } from "./initializations/scaled.ts";
export type {
  Fans,
  Layer,
  Mode,
  NamedTensor,
  Naming,
  Parameter,
  ParameterDeclaration,
  ParameterRole,
} from "./layer.ts";
export { withInner } from "./layer.ts";
export type { TargetKind, Targets } from "./loss.ts";
export type { Evaluation, Network, NetworkContext } from "./network.ts";
export {
  type FullyConnectedConfig,
  type Normalization,
  NORMALIZATION_FIELDS,
} from "./networks/fully_connected.ts";
export { type LayeredConfig } from "./networks/layered.ts";
export type { Piece } from "./pieces.ts";
export { LayerFault } from "./layer_fault.ts";
export {
  createNetwork,
  measureNetwork,
  outlineNetwork,
  requireTakesPieces,
} from "./networks/registry.ts";
export type { LayerOutline, NetworkOutline } from "./networks/outline.ts";
export { type Padding, type Places, placesOn, type Window } from "./places.ts";
export type {
  LayerSizes,
  NetworkConfig,
  NetworkPurpose,
  NetworkSizes,
} from "./networks/registry.ts";
export type { GradientComparison } from "./numeric_gradient.ts";
export type { FlatParameters } from "./parameters.ts";
export { weightMatrices, type WeightMatrix } from "./weight_matrices.ts";
export { type LayerConfig, LAYERS, LOSS_FIELDS, type LossConfig, LOSSES } from "./registry.ts";
