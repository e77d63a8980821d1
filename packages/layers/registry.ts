/**
 * Every kind of layer, by name. A new one is a file beside the others and a line here, or for an
 * activation in activations.ts; the types then require its samples in
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
import type { LayerDesign, LayerKind, Naming } from "./layer.ts";
import { layerNorm } from "./layer_norm.ts";
import { maxPool } from "./max_pool.ts";
import { elsewhere, type OwnLayers } from "./own_layer.ts";
import { stemOf } from "./sequence.ts";

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

/** Any layer, distinguished by `kind`. */
export type LayerConfig = ConfigOfKinds<FieldsIn<typeof LAYERS>>;

/**
 * A layer of this configuration, to be put anywhere in a network.
 *
 * @param own Layers of a folder's own, for a plan that names some; a missing one is refused when
 *   the design is used.
 */
export function designLayer(config: LayerConfig, own: OwnLayers = {}): LayerDesign {
  // TypeScript cannot see that the kind found under `config.kind` takes `config`; the table can.
  const kind = layerKindOf(config, own);
  if (kind === undefined) return missing(config);
  return {
    kind: config.kind,
    config,
    ...(kind.wholeBatch !== undefined && { wholeBatch: kind.wholeBatch }),
    declare: (inputShape, name) => kind.declare(config, inputShape, name),
    create: (context) => kind.create(config, context),
  };
}

/**
 * The group in which a layer is numbered: its own kind, or one that several kinds share.
 *
 * @param own As of {@link designLayer}.
 */
export function countedWith(config: LayerConfig, own: OwnLayers = {}): string {
  return layerKindOf(config, own)?.numbered ?? config.kind;
}

function layerKindOf({ kind }: LayerConfig, own: OwnLayers): LayerKind<Fields> | undefined {
  const known = { ...own, ...LAYERS } as unknown as OwnLayers;
  return Object.hasOwn(known, kind) ? known[kind] : undefined;
}

/** A layer whose code is elsewhere. */
function missing(config: LayerConfig): LayerDesign {
  const refuse = ({ name }: { name: Naming }): never => {
    throw new RangeError(elsewhere(name(stemOf(config.kind))));
  };
  return {
    kind: config.kind,
    config,
    declare: (_, name) => refuse({ name }),
    create: refuse,
  };
}
