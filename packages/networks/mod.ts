/**
 * Networks: from a declaration, the shape of the data and the number of outputs to layers at work,
 * with their blocks, initial weights, loss and penalty, and their numbers of parameters and
 * multiplications. Layers themselves are in `@samebit/layers`.
 *
 * What is computed, to the last bit, including initial values: `docs/contracts/6-network.md` and
 * `docs/contracts/15-layers.md`; the penalty: `docs/contracts/8-training.md`, section 8.4.
 *
 * @module
 */
export { BLOCK_FIELDS, type BlockConfig, type LayerOrBlock } from "./blocks/registry.ts";
export { FROM_FIELDS, type GivenField, type RestKind } from "./initializations/from.ts";
export { type NetworkParts, partIn, type PartValues } from "./network_parts.ts";
export { type Normalization, NORMALIZATION_FIELDS } from "./normalization.ts";
export {
  drawnBy,
  type DrawnInitialization,
  type Initialization,
  INITIALIZATION_FIELDS,
  INITIALIZATIONS,
  type StartConfig,
} from "./initializations/registry.ts";
export {
  createWhitening,
  type WhitenedConfig,
  type Whitening,
} from "./initializations/whitened.ts";
export { SCALED_FIELDS } from "./initializations/scaled.ts";
export {
  assembleNetwork,
  type Evaluation,
  type Network,
  type NetworkContext,
  type NetworkDesign,
} from "./network.ts";
export type { LayerOutline, NetworkOutline } from "./outline.ts";
export {
  createNetwork,
  type LayerSizes,
  measureNetwork,
  NETWORK_FIELDS,
  type NetworkConfig,
  type NetworkPurpose,
  NETWORKS,
  type NetworkSizes,
  outlineNetwork,
  type OwnParts,
  requireTakesPieces,
} from "./registry.ts";
export { requireWhitens } from "./whitened_network.ts";
export { weightMatrices, type WeightMatrix } from "./weight_matrices.ts";
