/**
 * Any feed-forward network, layer by layer: the listed layers, then an affine layer to the outputs
 * that the task needs.
 */
import type { OwnLayers } from "@samebit/layers";
import type { Shape } from "@samebit/tensors";
import { type LayerOrBlock, numberLayers } from "./blocks/registry.ts";
import type { NetworkKind } from "./network_kind.ts";
import { LAYER_LIST } from "./network_parts.ts";

const FIELDS = {
  layers: {
    holds: LAYER_LIST,
    example: [
      { kind: "convolution", filters: 32, kernel: 7, name: "first" },
      "relu",
      { kind: "max-pool", size: 2 },
      { kind: "residual", body: [{ kind: "convolution", filters: 32, kernel: 3 }, "relu"] },
      "flatten",
      { kind: "affine", outputs: 500 },
      "relu",
    ],
    about: "The layers and blocks in the order of the forward pass, without the last affine layer",
  },
} as const;

/**
 * A network of listed layers.
 *
 * Parameters have the course's names, numbered over all layers with weights: `W1` and `b1` of a
 * first convolution, `W2` of the next layer, `gamma1` of the first normalization; in a block after
 * the block's own name, `residual1/W1`.
 */
export const layered: NetworkKind<typeof FIELDS> = {
  fields: FIELDS,
  about: "Any network whose layers follow one another. Shapes follow from the data, images being " +
    "`[channels, height, width]` and all else `[features]`, and an affine layer to the outputs that " +
    "the task needs comes last.",
  sizedBy: "layers",
  arrange({ layers }, inputShape: Shape, outputs: number, own: OwnLayers) {
    const last: LayerOrBlock = { kind: "affine", outputs, bias: true };
    const all = numberLayers([...layers, last], ["layers"], own);
    // The last is not in the list, so its fault is the list's.
    const listed = all.map((layer, i) =>
      i === all.length - 1 ? { ...layer, place: ["layers"] } : layer
    );
    return { inputShape: withChannels(inputShape), layers: listed };
  },
};

/**
 * Images of one channel may be given as rows of pixels without the channel axis, which layers of
 * images need.
 */
function withChannels(shape: Shape): Shape {
  return shape.length === 2 ? [1, ...shape] : shape;
}
