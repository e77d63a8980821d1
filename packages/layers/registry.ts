/**
 * Every kind of layer and of loss, by name. A new one is a file beside the others and a line here,
 * or of an activation in activations.ts; the types then ask for its samples in gradient_samples.ts.
 */
import { type ActivationConfig, ACTIVATIONS } from "./activations.ts";
import { affine, type AffineConfig } from "./affine.ts";
import { batchNorm, type BatchNormConfig } from "./batch_norm.ts";
import { dropout, type DropoutConfig } from "./dropout.ts";
import { hinge, type HingeConfig } from "./hinge.ts";
import type { LayerDesign, LayerKind } from "./layer.ts";
import { layerNorm, type LayerNormConfig } from "./layer_norm.ts";
import type { Loss, LossContext, LossKind } from "./loss.ts";
import { type SoftmaxConfig, softmaxCrossEntropy } from "./softmax_cross_entropy.ts";

/** Any layer, told apart by `kind`. */
export type LayerConfig =
  | AffineConfig
  | BatchNormConfig
  | DropoutConfig
  | LayerNormConfig
  | ActivationConfig;

/** Any loss, told apart by `kind`. */
export type LossConfig = HingeConfig | SoftmaxConfig;

/** For each kind of the configurations `Config`, what `Table` makes of it. */
type LayerTable = {
  readonly [K in LayerConfig["kind"]]: LayerKind<Extract<LayerConfig, { kind: K }>>;
};
type LossTable = {
  readonly [K in LossConfig["kind"]]: LossKind<Extract<LossConfig, { kind: K }>>;
};

const LAYERS: LayerTable = {
  "affine": affine,
  "batch-norm": batchNorm,
  "dropout": dropout,
  "layer-norm": layerNorm,
  ...ACTIVATIONS,
};

const LOSSES: LossTable = {
  "hinge": hinge,
  "softmax": softmaxCrossEntropy,
};

/** A layer of this configuration, to be put anywhere in a network. */
export function designLayer(config: LayerConfig): LayerDesign {
  // TypeScript cannot see that the kind found under `config.kind` takes `config`; the table can.
  const kind = LAYERS[config.kind] as LayerKind<LayerConfig>;
  return {
    declare: (inputShape, name) => kind.declare(config, inputShape, name),
    create: (context) => kind.create(config, context),
  };
}

/**
 * A loss at work.
 *
 * @throws {RangeError} A field of the configuration is out of range.
 */
export function createLoss(config: LossConfig, context: LossContext): Loss {
  return (LOSSES[config.kind] as LossKind<LossConfig>).create(config, context);
}
