/**
 * Every kind of layer, by name. A new one is a file beside the others and a line here, or of an
 * activation in activations.ts; the types then ask for its samples in
 * `packages/gradients/gradient_samples.ts`.
 */
import type { ConfigOfKinds, Fields, FieldsIn } from "@samebit/input";
import { ACTIVATIONS } from "./activations.ts";
import { affine } from "./affine.ts";
import { averagePool } from "./average_pool.ts";
import { batchNorm } from "./batch_norm.ts";
import { channelDropout } from "./channel_dropout.ts";
import { convolution } from "./convolution.ts";
import { dropout } from "./dropout.ts";
import { flatten } from "./flatten.ts";
import { globalAveragePool } from "./global_average_pool.ts";
import { groupNorm } from "./group_norm.ts";
import type { LayerDesign, LayerKind } from "./layer.ts";
import { layerNorm } from "./layer_norm.ts";
import { maxPool } from "./max_pool.ts";

/** Every layer by its name. */
export const LAYERS = {
  "affine": affine,
  "average-pool": averagePool,
  "batch-norm": batchNorm,
  "channel-dropout": channelDropout,
  "convolution": convolution,
  "dropout": dropout,
  "flatten": flatten,
  "global-average-pool": globalAveragePool,
  "group-norm": groupNorm,
  "layer-norm": layerNorm,
  "max-pool": maxPool,
  ...ACTIVATIONS,
} as const;

/** Any layer, told apart by `kind`. */
export type LayerConfig = ConfigOfKinds<FieldsIn<typeof LAYERS>>;

/** A layer of this configuration, to be put anywhere in a network. */
export function designLayer(config: LayerConfig): LayerDesign {
  // TypeScript cannot see that the kind found under `config.kind` takes `config`; the table can.
  const kind = LAYERS[config.kind] as LayerKind<Fields>;
  return {
    kind: config.kind,
    config,
    ...(kind.wholeBatch !== undefined && { wholeBatch: kind.wholeBatch }),
    declare: (inputShape, name) => kind.declare(config, inputShape, name),
    create: (context) => kind.create(config, context),
  };
}
