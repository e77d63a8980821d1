/**
 * Layers, losses and the networks made of them. One file a layer, each with its
 * formulas, forward and backward side by side; parameters in one flat array, weights first. Gradients
 * are computed here, but what is done with them is `@samebit/optimizers`' business.
 *
 * What is computed, to the last bit, is said in docs/contracts/6-network.md of the repository.
 *
 * @module
 */
export type { Activation } from "./layer.ts";
export type { ActivationConfig } from "./activations.ts";
export type { AffineConfig } from "./affine.ts";
export { argmax } from "./argmax.ts";
export type { BatchNormConfig } from "./batch_norm.ts";
export { countCorrect } from "./classification.ts";
export type { DropoutConfig } from "./dropout.ts";
export { requireInteger, requireNumber } from "./checks.ts";
export {
  checkGradients,
  checkLayerGradients,
  checkLossGradients,
  checkNetworkGradients,
} from "./gradient_check.ts";
export type { GradientCheck } from "./gradient_check.ts";
export type { NetworkSample } from "./gradient_samples.ts";
export type { HingeConfig } from "./hinge.ts";
export type { Initialization } from "./initialization.ts";
export type {
  Fans,
  Layer,
  Mode,
  NamedTensor,
  Parameter,
  ParameterDeclaration,
  ParameterRole,
} from "./layer.ts";
export { withInner } from "./layer.ts";
export type { LayerNormConfig } from "./layer_norm.ts";
export type { Targets } from "./loss.ts";
export type { Evaluation, Network, NetworkContext } from "./network.ts";
export type { FullyConnectedConfig, Normalization } from "./networks/fully_connected.ts";
export { createNetwork, measureNetwork } from "./networks/registry.ts";
export type { NetworkConfig, NetworkPurpose, NetworkSizes } from "./networks/registry.ts";
export type { GradientComparison } from "./numeric_gradient.ts";
export type { FlatParameters } from "./parameters.ts";
export type { LayerConfig, LossConfig } from "./registry.ts";
export type { ReluConfig } from "./relu.ts";
export type { SoftmaxConfig } from "./softmax_cross_entropy.ts";
