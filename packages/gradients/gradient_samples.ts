/**
 * What the gradient check covers: samples of every kind of layer, loss and network, the fully
 * connected crossed over normalization, dropout, L2 and loss. A kind without a sample is a type error.
 */
import type { LayerConfig } from "@samebit/layers";
import type { LossConfig } from "@samebit/losses";
import type { LayerOrBlock, NetworkConfig, NetworkPurpose, Normalization } from "@samebit/networks";
import type { Shape } from "@samebit/tensors";

/** The greatest batch that the samples are checked on. */
export const SAMPLE_ROWS = 6;

/** The number of classes of all samples. */
export const SAMPLE_CLASSES = 4;

/** The input shape of samples of layers and networks, except those of images. */
export const SAMPLE_SHAPE = [5];

/** The layers that take images, and the shape of their samples. */
const IMAGE_LAYERS: readonly LayerConfig["kind"][] = [
  "average-pool",
  "channel-dropout",
  "convolution",
  "flatten",
  "global-average-pool",
  "group-norm",
  "max-pool",
];
export const IMAGE_SHAPE = [4, 5, 4];

/** The shapes of examples on which the samples of a kind of layer are checked. */
export function sampleShapes(kind: LayerConfig["kind"]): readonly Shape[] {
  if (kind === "batch-norm") return [SAMPLE_SHAPE, IMAGE_SHAPE];
  return [IMAGE_LAYERS.includes(kind) ? IMAGE_SHAPE : SAMPLE_SHAPE];
}

/** A network that is checked. */
export interface NetworkSample {
  /** Its distinguishing name, if its settings do not suffice. */
  readonly name?: string;
  /** What it is. */
  readonly config: NetworkConfig;
  /** What it is trained for. */
  readonly purpose: NetworkPurpose;
}

const CONVOLUTION = {
  kind: "convolution",
  filters: 2,
  kernel: 3,
  stride: 1,
  padding: "same",
  groups: 1,
  bias: true,
} as const;

/** Samples of every kind of layer. */
export const LAYER_SAMPLES: {
  readonly [K in LayerConfig["kind"]]: readonly Extract<LayerConfig, { kind: K }>[];
} = {
  "affine": [
    { kind: "affine", outputs: 3, bias: true },
    { kind: "affine", outputs: 3, bias: false },
  ],
  "average-pool": [{ kind: "average-pool", size: 3, stride: 1 }],
  "batch-norm": [{ kind: "batch-norm", epsilon: 1e-5, momentum: 0.9, firstGamma: 1 }],
  "channel-dropout": [{ kind: "channel-dropout", keepRatio: 0.6 }],
  "convolution": [
    CONVOLUTION,
    { ...CONVOLUTION, bias: false },
    { ...CONVOLUTION, stride: 2, padding: 1 },
    { ...CONVOLUTION, kernel: 2, padding: "valid", groups: 2 },
    { ...CONVOLUTION, filters: 8, groups: 4 },
  ],
  "dropout": [{ kind: "dropout", keepRatio: 0.6 }],
  "elu": [{ kind: "elu", alpha: 0.5 }],
  "flatten": [{ kind: "flatten" }],
  "gelu": [{ kind: "gelu" }],
  "gelu-tanh": [{ kind: "gelu-tanh" }],
  "global-average-pool": [{ kind: "global-average-pool" }],
  "group-norm": [1, 2, 4].map((groups) => ({
    ...{ kind: "group-norm", groups, epsilon: 1e-5, firstGamma: 1 } as const,
  })),
  "layer-norm": [{ kind: "layer-norm", epsilon: 1e-5, firstGamma: 1 }],
  "leaky-relu": [{ kind: "leaky-relu", slope: 0.3 }],
  "max-pool": [{ kind: "max-pool", size: 3, stride: 1 }],
  "relu": [{ kind: "relu" }],
  "sigmoid": [{ kind: "sigmoid" }],
  "silu": [{ kind: "silu" }],
  "tanh": [{ kind: "tanh" }],
};

/** Samples of every kind of loss. */
export const LOSS_SAMPLES: {
  readonly [K in LossConfig["kind"]]: readonly Extract<LossConfig, { kind: K }>[];
} = {
  "binary-cross-entropy": [
    { kind: "binary-cross-entropy", labelSmoothing: 0, positiveWeights: "none" },
    { kind: "binary-cross-entropy", labelSmoothing: 0.1, positiveWeights: "none" },
    {
      kind: "binary-cross-entropy",
      labelSmoothing: 0.1,
      positiveWeights: Array.from({ length: SAMPLE_CLASSES }, (_, at) => 0.5 + at),
    },
  ],
  "hinge": [{ kind: "hinge" }],
  "huber": [{ kind: "huber", delta: 0.5 }],
  "mean-absolute-error": [{ kind: "mean-absolute-error" }],
  "mean-squared-error": [{ kind: "mean-squared-error" }],
  "softmax": [
    { kind: "softmax", labelSmoothing: 0, classWeights: "none" },
    { kind: "softmax", labelSmoothing: 0.1, classWeights: "none" },
    {
      kind: "softmax",
      labelSmoothing: 0.1,
      classWeights: Array.from({ length: SAMPLE_CLASSES }, (_, at) => 0.5 + at),
    },
  ],
};

const NORMALIZATIONS: { readonly [K in Normalization["kind"]]: Normalization } = {
  none: { kind: "none" },
  batch: { kind: "batch", epsilon: 1e-5, momentum: 0.9 },
  layer: { kind: "layer", epsilon: 1e-5 },
};

const IMAGE_PURPOSE: NetworkPurpose = {
  inputShape: [2, 3, 2],
  outputs: SAMPLE_CLASSES,
  initialization: { kind: "he" },
  loss: { kind: "softmax", labelSmoothing: 0, classWeights: "none" },
  l2: 0.1,
};

/** Networks of images: a residual block for each shortcut, repeated where its shape allows it. */
function imageSamples(): NetworkSample[] {
  const block = (
    shortcut: "identity" | "padding" | "projection",
    filters: number,
    stride: number,
  ) =>
    ({
      kind: "residual",
      shortcut,
      keepRatio: 0.7,
      body: [
        { ...CONVOLUTION, filters, stride, padding: 1 },
        { kind: "relu" },
        { ...CONVOLUTION, filters },
      ],
    }) as const satisfies LayerOrBlock;
  const blocks: readonly (readonly [string, LayerOrBlock])[] = [
    ["identity, repeated", { kind: "repeat", times: 2, body: [block("identity", 3, 1)] }],
    ["padding", block("padding", 5, 2)],
    ["projection", block("projection", 2, 2)],
  ];
  return blocks.map(([name, each]) => ({
    name: `residual blocks, ${name}`,
    config: {
      kind: "layers",
      layers: [
        { ...CONVOLUTION, filters: 3 },
        each,
        { kind: "flatten" },
      ],
    },
    purpose: IMAGE_PURPOSE,
  }));
}

/** Of three layers: each normalization × keepRatio 1, 0.7 × l2 0, 0.1 × each loss. */
function fullyConnectedSamples(): NetworkSample[] {
  const losses = Object.values(LOSS_SAMPLES).flat();
  const activation = { kind: "relu" } as const;
  return Object.values(NORMALIZATIONS).flatMap((normalization) =>
    [1, 0.7].flatMap((keepRatio) =>
      [0, 0.1].flatMap((l2) =>
        losses.map((loss): NetworkSample => ({
          config: { kind: "fully-connected", hidden: [7, 6], normalization, keepRatio, activation },
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

const NETWORK_SAMPLES: { readonly [K in NetworkConfig["kind"]]: () => NetworkSample[] } = {
  "fully-connected": fullyConnectedSamples,
  "layers": imageSamples,
};

/** Samples of every kind of network. */
export function networkSamples(): NetworkSample[] {
  return Object.values(NETWORK_SAMPLES).flatMap((samplesOf) => samplesOf());
}
