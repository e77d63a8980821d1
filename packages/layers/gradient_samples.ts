/**
 * What the gradient check covers: samples of every kind of layer and of loss, and networks crossed
 * over normalization, dropout, L2 and loss. A kind without a sample is a type error.
 */
import type { Normalization } from "./networks/fully_connected.ts";
import type { NetworkConfig, NetworkPurpose } from "./networks/registry.ts";
import type { LayerConfig, LossConfig } from "./registry.ts";

/** The greatest batch that the samples are checked on. */
export const SAMPLE_ROWS = 6;

/** The number of classes of all samples. */
export const SAMPLE_CLASSES = 4;

/** The input shape of all samples of layers. */
export const SAMPLE_SHAPE = [5];

/** A network that is checked. */
export interface NetworkSample {
  /** What it is. */
  readonly config: NetworkConfig;
  /** What it is trained for. */
  readonly purpose: NetworkPurpose;
}

/** Samples of every kind of layer. */
export const LAYER_SAMPLES: {
  readonly [K in LayerConfig["kind"]]: readonly Extract<LayerConfig, { kind: K }>[];
} = {
  "affine": [
    { kind: "affine", outputs: 3, bias: true },
    { kind: "affine", outputs: 3, bias: false },
  ],
  "batch-norm": [{ kind: "batch-norm", epsilon: 1e-5, momentum: 0.9 }],
  "dropout": [{ kind: "dropout", keepRatio: 0.6 }],
  "layer-norm": [{ kind: "layer-norm", epsilon: 1e-5 }],
  "relu": [{ kind: "relu" }],
};

/** Samples of every kind of loss. */
export const LOSS_SAMPLES: {
  readonly [K in LossConfig["kind"]]: readonly Extract<LossConfig, { kind: K }>[];
} = {
  "hinge": [{ kind: "hinge" }],
  "softmax": [
    { kind: "softmax", labelSmoothing: 0 },
    { kind: "softmax", labelSmoothing: 0.1 },
  ],
};

const NORMALIZATIONS: { readonly [K in Normalization["kind"]]: Normalization } = {
  none: { kind: "none" },
  batch: { kind: "batch", epsilon: 1e-5, momentum: 0.9 },
  layer: { kind: "layer", epsilon: 1e-5 },
};

/** Three-layer networks: each normalization × keepRatio 1, 0.7 × l2 0, 0.1 × each loss. */
export function networkSamples(): NetworkSample[] {
  const losses = Object.values(LOSS_SAMPLES).flat();
  return Object.values(NORMALIZATIONS).flatMap((normalization) =>
    [1, 0.7].flatMap((keepRatio) =>
      [0, 0.1].flatMap((l2) =>
        losses.map((loss): NetworkSample => ({
          config: { kind: "fully-connected", hidden: [7, 6], normalization, keepRatio },
          purpose: {
            inputShape: SAMPLE_SHAPE,
            outputs: SAMPLE_CLASSES,
            initialization: { kind: "he" },
            loss,
            l2,
          },
        }))
      )
    )
  );
}
