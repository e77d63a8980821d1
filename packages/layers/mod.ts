/**
 * Layers: one per file, each with its formulas, forward and backward side by side, and layers in
 * sequence with their parameters in one flat array, weights first. Gradients are computed here, but
 * used in `@samebit/optimizers`; complete networks are in `@samebit/networks`.
 *
 * What is computed, to the last bit: `docs/contracts/6-network.md`,
 * `docs/contracts/12-convolution.md`, `docs/contracts/13-activations.md`,
 * `docs/contracts/14-normalization.md` and `docs/contracts/15-layers.md`.
 *
 * @module
 */
export {
  type Activation,
  type Fans,
  type Layer,
  type LayerContext,
  type LayerDeclaration,
  type LayerDesign,
  type LayerKind,
  type LayerMember,
  type Mode,
  type NamedTensor,
  type Naming,
  type Parameter,
  type ParameterDeclaration,
  type ParameterRole,
  withInner,
} from "./layer.ts";
export { ACTIVATION_FIELDS, type ActivationConfig, ACTIVATIONS } from "./activations.ts";
export { LayerFault } from "./layer_fault.ts";
export { numbersFrom, type Piece, type RowContext } from "./pieces.ts";
export { requirePieces } from "./whole_batch.ts";
export { type Padding, type Places, placesOn, type Window } from "./places.ts";
export { type FlatParameters, layOutParameters, type ParameterLayout } from "./parameters.ts";
export { createElementwise, type Elementwise } from "./elementwise.ts";
export {
  type KnownLayer,
  type LayerForm,
  type OwnLayer,
  type OwnLayerAtWork,
  ownLayerKind,
  type OwnLayers,
  type OwnParameter,
  type OwnSize,
} from "./own_layer.ts";
export { requireLayerForm } from "./layer_form.ts";
export { countedWith, designLayer, type LayerConfig, LAYERS } from "./registry.ts";
export { EPSILON, FIRST_GAMMA, MOMENTUM } from "./normalization.ts";
export { createPartMask, type PartMask } from "./part_mask.ts";
export {
  backwardThrough,
  createSequence,
  declareSequence,
  forwardThrough,
  type NumberedLayer,
  type SequenceContext,
  type SequenceDeclaration,
} from "./sequence.ts";
