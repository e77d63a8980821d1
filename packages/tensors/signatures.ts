/**
 * The parameters of every operation of the contract, as data: names, lengths of arrays, numbers, in
 * the order of kernels.ts and kernels.c. The callers of the fast kernels are written from it
 * (tools/generate_kernel_callers.ts), and a test holds both files to it. What an operation computes
 * is in kernels.ts alone.
 */

/** How many numbers an array holds, in terms of the operation's sizes. */
type Length = "n" | "rows" | "columns" | "channels" | "planes" | "classes" | `${string}*${string}`;

/**
 * What a parameter is: an array of floats by its length; a whole number (`size`); a number that is
 * rounded to float32 on its way (`number`) or not (`exact`); `flag`, true or false; `labels` of
 * `rows` examples below `classes`; a random page; or, after `=`, a number that the caller does not
 * pass: it is computed in float64 from those that are passed, and then rounded.
 */
export type Parameter =
  | ("size" | "number" | "exact" | "flag" | "labels" | "random")
  | Length
  | `= ${string}`;

/** One operation. */
export interface Signature {
  /**
   * Which kernels share it between threads: `native` for all operations that take a team, `both` if
   * the parts are ranges of `n` elements and WebAssembly splits them too.
   */
  readonly threads?: "native" | "both";
  /** What it returns; nothing if left out. */
  readonly returns?: "number";
  /** Whether it has windows of `size` pixels, all of which lie within an image. */
  readonly windows?: true;
  /** Its parameters by name, in their order. */
  readonly parameters: Readonly<Record<string, Parameter>>;
}

/** The sizes of a convolution, of which channels and filters are those of one group. */
const CONVOLUTION = {
  rows: "size",
  groups: "size",
  channels: "size",
  filters: "size",
  height: "size",
  width: "size",
  kernel: "size",
  stride: "size",
  padding: "size",
  outHeight: "size",
  outWidth: "size",
} as const;

/** The lengths of its images, its filters and its results. */
const IMAGES = "rows*groups*channels*height*width";
const FILTERS = "groups*filters*channels*kernel*kernel";
const RESULTS = "rows*groups*filters*outHeight*outWidth";

/** The sizes of a pooling, and the lengths of its images and its results. */
const POOLING = {
  planes: "size",
  height: "size",
  width: "size",
  size: "size",
  stride: "size",
  outHeight: "size",
  outWidth: "size",
} as const;
const PLANES = "planes*height*width";
const POOLED = "planes*outHeight*outWidth";

/** The numbers that an activation takes besides its arrays. */
type Numbers = Readonly<Record<string, "number">>;

/** An activation with its numbers, and its backward pass, which is given its y or its x. */
function activation<const N extends Numbers>(numbers: N) {
  return { threads: "both", parameters: { x: "n", ...numbers, y: "n", n: "size" } } as const;
}
function activationByY<const N extends Numbers>(numbers: N) {
  return {
    threads: "both",
    parameters: { y: "n", yGrad: "n", ...numbers, xGrad: "n", n: "size" },
  } as const;
}
function activationByX<const N extends Numbers>(numbers: N) {
  return {
    threads: "both",
    parameters: { x: "n", yGrad: "n", ...numbers, xGrad: "n", n: "size" },
  } as const;
}

/** The lengths of the images of a normalization, and of what it has for each image and group. */
const CHANNELED = "rows*channels*pixels";
const GROUPED = "rows*groups*channels*pixels";

/** Every operation but `gather`, whose source may be of two types. */
export const SIGNATURES = {
  gemm: {
    threads: "native",
    parameters: {
      transposeA: "flag",
      transposeB: "flag",
      m: "size",
      n: "size",
      k: "size",
      a: "m*k",
      b: "k*n",
      c: "m*n",
    },
  },
  addBias: { parameters: { x: "rows*columns", bias: "columns", rows: "size", columns: "size" } },
  convolution: {
    threads: "native",
    parameters: { x: IMAGES, w: FILTERS, y: RESULTS, ...CONVOLUTION },
  },
  convolutionByData: {
    threads: "native",
    parameters: { yGrad: RESULTS, w: FILTERS, xGrad: IMAGES, ...CONVOLUTION },
  },
  convolutionByWeights: {
    threads: "native",
    parameters: { x: IMAGES, yGrad: RESULTS, wGrad: FILTERS, ...CONVOLUTION },
  },
  addChannelBias: {
    parameters: {
      x: "rows*channels*pixels",
      bias: "channels",
      rows: "size",
      channels: "size",
      pixels: "size",
    },
  },
  maxPool: { threads: "native", windows: true, parameters: { x: PLANES, y: POOLED, ...POOLING } },
  maxPoolBackward: {
    threads: "native",
    windows: true,
    parameters: { x: PLANES, yGrad: POOLED, xGrad: PLANES, ...POOLING },
  },
  averagePool: {
    threads: "native",
    windows: true,
    parameters: { x: PLANES, y: POOLED, ...POOLING },
  },
  averagePoolBackward: {
    threads: "native",
    windows: true,
    parameters: { yGrad: POOLED, xGrad: PLANES, ...POOLING },
  },
  spatialBatchNorm: {
    threads: "native",
    parameters: {
      x: CHANNELED,
      gamma: "channels",
      beta: "channels",
      epsilon: "number",
      y: CHANNELED,
      mean: "channels",
      variance: "channels",
      inverse: "channels",
      rows: "size",
      channels: "size",
      pixels: "size",
    },
  },
  spatialBatchNormInference: {
    threads: "native",
    parameters: {
      x: CHANNELED,
      gamma: "channels",
      beta: "channels",
      mean: "channels",
      variance: "channels",
      epsilon: "number",
      y: CHANNELED,
      rows: "size",
      channels: "size",
      pixels: "size",
    },
  },
  spatialBatchNormBackward: {
    threads: "native",
    parameters: {
      yGrad: CHANNELED,
      x: CHANNELED,
      gamma: "channels",
      mean: "channels",
      inverse: "channels",
      xGrad: CHANNELED,
      gammaGrad: "channels",
      betaGrad: "channels",
      rows: "size",
      channels: "size",
      pixels: "size",
    },
  },
  groupNorm: {
    threads: "native",
    parameters: {
      x: GROUPED,
      gamma: "groups*channels",
      beta: "groups*channels",
      epsilon: "number",
      y: GROUPED,
      mean: "rows*groups",
      inverse: "rows*groups",
      rows: "size",
      groups: "size",
      channels: "size",
      pixels: "size",
    },
  },
  groupNormBackward: {
    threads: "native",
    parameters: {
      yGrad: GROUPED,
      x: GROUPED,
      gamma: "groups*channels",
      mean: "rows*groups",
      inverse: "rows*groups",
      xGrad: GROUPED,
      gammaSums: "rows*groups*channels",
      betaSums: "rows*groups*channels",
      rows: "size",
      groups: "size",
      channels: "size",
      pixels: "size",
    },
  },
  scalePlanes: {
    parameters: {
      x: "planes*pixels",
      factor: "planes",
      y: "planes*pixels",
      planes: "size",
      pixels: "size",
    },
  },
  columnSums: { parameters: { x: "rows*columns", out: "columns", rows: "size", columns: "size" } },
  rowSums: { parameters: { x: "rows*columns", out: "rows", rows: "size", columns: "size" } },
  sumOfSquares: { returns: "number", parameters: { x: "n", n: "size" } },
  exp: { parameters: { x: "n", y: "n", n: "size" } },
  log: { parameters: { x: "n", y: "n", n: "size" } },
  multiply: { parameters: { x: "n", a: "n", y: "n", n: "size" } },
  scale: { parameters: { x: "n", factor: "number", n: "size" } },
  addScaled: { threads: "both", parameters: { x: "n", a: "number", y: "n", n: "size" } },
  clip: { parameters: { x: "n", limit: "number", n: "size" } },
  blend: {
    parameters: { running: "n", batch: "n", momentum: "number", rest: "= 1 - momentum", n: "size" },
  },
  relu: { threads: "both", parameters: { x: "n", y: "n", n: "size" } },
  reluBackward: { threads: "both", parameters: { y: "n", yGrad: "n", xGrad: "n", n: "size" } },
  dropout: {
    threads: "native",
    parameters: {
      x: "n",
      random: "random",
      threshold: "exact",
      keepFactor: "number",
      mask: "n",
      y: "n",
      n: "size",
    },
  },
  batchNorm: {
    threads: "native",
    parameters: {
      x: "rows*columns",
      gamma: "columns",
      beta: "columns",
      epsilon: "number",
      y: "rows*columns",
      normalized: "rows*columns",
      mean: "columns",
      variance: "columns",
      inverse: "columns",
      rows: "size",
      columns: "size",
    },
  },
  batchNormInference: {
    parameters: {
      x: "rows*columns",
      gamma: "columns",
      beta: "columns",
      mean: "columns",
      variance: "columns",
      epsilon: "number",
      y: "rows*columns",
      rows: "size",
      columns: "size",
    },
  },
  batchNormBackward: {
    threads: "native",
    parameters: {
      yGrad: "rows*columns",
      normalized: "rows*columns",
      gamma: "columns",
      inverse: "columns",
      xGrad: "rows*columns",
      gammaGrad: "columns",
      betaGrad: "columns",
      rows: "size",
      columns: "size",
    },
  },
  layerNorm: {
    parameters: {
      x: "rows*columns",
      gamma: "columns",
      beta: "columns",
      epsilon: "number",
      y: "rows*columns",
      normalized: "rows*columns",
      inverse: "rows",
      rows: "size",
      columns: "size",
    },
  },
  layerNormBackward: {
    parameters: {
      yGrad: "rows*columns",
      normalized: "rows*columns",
      gamma: "columns",
      inverse: "rows",
      xGrad: "rows*columns",
      gammaGrad: "columns",
      betaGrad: "columns",
      rows: "size",
      columns: "size",
    },
  },
  leakyRelu: activation({ slope: "number" }),
  leakyReluBackward: activationByY({ slope: "number" }),
  elu: activation({ alpha: "number" }),
  eluBackward: activationByY({ alpha: "number" }),
  gelu: activation({}),
  geluBackward: activationByX({}),
  geluTanh: activation({}),
  geluTanhBackward: activationByX({}),
  silu: activation({}),
  siluBackward: activationByX({}),
  tanh: activation({}),
  tanhBackward: activationByY({}),
  sigmoid: activation({}),
  sigmoidBackward: activationByY({}),
  softmaxCrossEntropy: {
    parameters: {
      scores: "rows*classes",
      labels: "labels",
      smoothing: "exact",
      onOwn: "= 1 - smoothing",
      onAll: "= smoothing / classes",
      target: "= (1 - smoothing) + smoothing / classes",
      losses: "rows",
      scoresGrad: "rows*classes",
      rows: "size",
      classes: "size",
    },
  },
  hinge: {
    parameters: {
      scores: "rows*classes",
      labels: "labels",
      losses: "rows",
      scoresGrad: "rows*classes",
      rows: "size",
      classes: "size",
    },
  },
  sgd: { threads: "both", parameters: { w: "n", g: "n", rate: "number", n: "size" } },
  momentum: {
    threads: "both",
    parameters: { w: "n", g: "n", v: "n", rate: "number", momentum: "number", n: "size" },
  },
  nesterov: {
    threads: "both",
    parameters: {
      w: "n",
      g: "n",
      v: "n",
      rate: "number",
      momentum: "number",
      ahead: "= 1 + momentum",
      n: "size",
    },
  },
  adagrad: {
    threads: "both",
    parameters: { w: "n", g: "n", cache: "n", rate: "number", epsilon: "number", n: "size" },
  },
  rmsprop: {
    threads: "both",
    parameters: {
      w: "n",
      g: "n",
      cache: "n",
      rate: "number",
      decay: "number",
      rest: "= 1 - decay",
      epsilon: "number",
      n: "size",
    },
  },
  adam: {
    threads: "both",
    parameters: {
      w: "n",
      g: "n",
      m: "n",
      v: "n",
      rate: "number",
      beta1: "number",
      rest1: "= 1 - beta1",
      beta2: "number",
      rest2: "= 1 - beta2",
      correction: "number",
      epsilon: "number",
      decay: "number",
      n: "size",
    },
  },
  lion: {
    threads: "both",
    parameters: {
      w: "n",
      g: "n",
      m: "n",
      rate: "number",
      beta1: "number",
      rest1: "= 1 - beta1",
      beta2: "number",
      rest2: "= 1 - beta2",
      keep: "number",
      n: "size",
    },
  },
} as const satisfies Readonly<Record<string, Signature>>;

/** The name of an operation with a signature. */
export type OperationName = keyof typeof SIGNATURES;
