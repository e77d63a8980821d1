/**
 * The kernel contract: every operation a training step is made of, its shapes, and the ORDER in
 * which it rounds. An implementation is right when it gives the bits that this page describes.
 *
 * The common rules are those of section 2 of the contract, `docs/contracts/2-notation.md`.
 *
 * Common rules
 * - Arrays are dense and row-major; `x: [rows, columns]` means element (r, c) at r·columns + c.
 *   An array may be longer than its shape asks for; what lies behind is neither read nor written.
 * - Outputs do not overlap inputs, except where "in place" is said.
 * - Every `+ - * / sqrt` is one IEEE-754 operation rounded to the precision of the kernels, in the
 *   order written, parentheses first, then left to right. Nothing is fused, reassociated or
 *   flushed to zero. Numbers passed as `number` are rounded to the precision first, except in what
 *   is said to be computed in float64, which starts from the number as passed. N = rows,
 *   C = classes and D = columns are rounded to the precision where they enter a formula.
 * - A **column chain** adds rows in increasing order, starting from +0: s = +0; s = s + x[r].
 * - A **lane sum** of x[0..n) keeps 16 partial sums, each starting from +0; element i is added to
 *   partial sum i mod 16 in increasing order of i (so the tail goes to the first lanes); then
 *   s[j] = s[j] + s[j+8] for j < 8, s[j] = s[j] + s[j+4] for j < 4, s[j] = s[j] + s[j+2] for
 *   j < 2, and the result is s[0] + s[1]. Any vector width up to 16 gives these bits.
 * - max(a, b) is NaN if either is NaN, and +0 if the operands are zeros of both signs.
 * - NaN is one value: implementations may differ in its bit pattern, never in its place.
 * - `exp`, `log`, `expm1`, `logistic`, `tanh` and `erf` are `exp32`, `log32`, `expMinusOne32`,
 *   `logistic32`, `tanh32` and `erf32` of @samebit/arithmetic (in float64 those without 32).
 * - Integers are unsigned. Sizes of 0 are allowed everywhere: an empty sum is +0, and what follows
 *   from it goes by its formula (a mean of no rows is 0 / 0 = NaN).
 * - Nothing is checked here: that indices lie in their source, labels below `classes`, and arrays
 *   are long enough and of the kernels' precision is the caller's duty.
 *
 * @module
 */
import type { Labels } from "./labels.ts";

/** An array of floating-point numbers in the precision of the kernels that made it. */
export type Floats = Float32Array | Float64Array;

/** The precision of every number a set of kernels handles; training is float32. */
export type Precision = "float32" | "float64";

/** Which implementation of the contract runs; the bits are the same. */
export type KernelsName = "reference" | "wasm" | "native";

/** Counter-based random words of one page of one stream (see `Stream` in @samebit/random). */
export interface RandomPage {
  /** The two words of the stream's Philox key. */
  readonly key: readonly [number, number];
  /** The page, a safe integer ≥ 0; for dropout it is the training step. */
  readonly page: number;
}

/** The sizes of a convolution behind its rows; channels and filters are those of one group. */
export type ConvolutionSizes = readonly [
  groups: number,
  channels: number,
  filters: number,
  height: number,
  width: number,
  kernel: number,
  stride: number,
  padding: number,
  outHeight: number,
  outWidth: number,
];

/** The sizes of a pooling behind its planes. */
export type PoolingSizes = readonly [
  height: number,
  width: number,
  size: number,
  stride: number,
  outHeight: number,
  outWidth: number,
];

/**
 * One implementation of the contract, in one precision. What all operations share, such as the order
 * of a column chain and of a lane sum: `docs/contracts/2-notation.md`; each operation, with test
 * vectors: `docs/contracts/7-kernels.md`, `docs/contracts/12-convolution.md`,
 * `docs/contracts/13-activations.md` and `docs/contracts/14-normalization.md`.
 */
export interface Kernels {
  /** Which implementation this is. */
  readonly name: KernelsName;
  /** The precision of all its numbers. */
  readonly precision: Precision;
  /** How many threads share one operation. */
  readonly threads: number;

  /**
   * A zero-filled array in memory that these kernels reach, good until `close`. Every array given
   * to an operation below must come from here (or be a `subarray` of one), except where "from
   * anywhere" is said.
   */
  allocate(length: number): Floats;

  /** Frees what the kernels hold outside of the JavaScript heap: threads, memory, libraries. */
  close(): void;

  // ---- minibatch -------------------------------------------------------------------------------

  /**
   * out[r, c] = (source[indices[r], c] − offset[c]) · factor[c], from bytes or floats.
   * `source: [*, columns]` and `indices: [rows]` from anywhere; `offset, factor: [columns]`;
   * `out: [rows, columns]`. Bytes, and float32 numbers in float64
   * kernels, are converted exactly first.
   */
  gather(
    source: Uint8Array | Floats,
    indices: Uint32Array,
    offset: Floats,
    factor: Floats,
    out: Floats,
    rows: number,
    columns: number,
  ): void;

  // ---- matrix product --------------------------------------------------------------------------

  /**
   * c = op(a)·op(b) with op the transpose where asked for; op(a): [m, k], op(b): [k, n], c: [m, n].
   * Each element is one chain over k, increasing, from +0: s = s + (a·b).
   */
  gemm(
    transposeA: boolean,
    transposeB: boolean,
    m: number,
    n: number,
    k: number,
    a: Floats,
    b: Floats,
    c: Floats,
  ): void;

  /** x[r, c] = x[r, c] + bias[c], in place. `x: [rows, columns]`. */
  addBias(x: Floats, bias: Floats, rows: number, columns: number): void;

  // ---- convolution -----------------------------------------------------------------------------

  /**
   * Convolves images with filters. `x: [rows, groups, channels, height, width]`,
   * `w: [groups, filters, channels, kernel, kernel]`,
   * `y: [rows, groups, filters, outHeight, outWidth]`; channels and filters are those of one group,
   * which sees no other. X is x with +0 at every pixel outside of the image; `padding` is how far
   * the first tap lies before the first pixel, above and to the left. y[n, g, f, i, j] is one chain
   * over (c, r, k) with 0 ≤ r, k < kernel, k fastest, from +0:
   * s = s + (X[n, g, c, i·stride + r − padding, j·stride + k − padding]·w[g, f, c, r, k]).
   */
  convolution(
    x: Floats,
    w: Floats,
    y: Floats,
    rows: number,
    ...sizes: ConvolutionSizes
  ): void;

  /**
   * The gradient by x. Y is yGrad with +0 outside of the image. xGrad[n, g, c, i, j] is one chain over
   * (f, r, k), k fastest, from +0, of those taps only for which i + padding − r and
   * j + padding − k are multiples of stride:
   * s = s + (Y[n, g, f, (i + padding − r) / stride, (j + padding − k) / stride]·w[g, f, c, r, k]).
   */
  convolutionByData(
    yGrad: Floats,
    w: Floats,
    xGrad: Floats,
    rows: number,
    ...sizes: ConvolutionSizes
  ): void;

  /**
   * The gradient by w, a chain over images of chains over pixels. With
   * t(n) the chain over (i, j), j fastest, from +0, of yGrad[n, g, f, i, j]·X[n, g, c,
   * i·stride + r − padding, j·stride + k − padding]: wGrad[g, f, c, r, k] is the chain of t(n) over
   * n, from +0.
   */
  convolutionByWeights(
    x: Floats,
    yGrad: Floats,
    wGrad: Floats,
    rows: number,
    ...sizes: ConvolutionSizes
  ): void;

  /** x[r, c, p] = x[r, c, p] + bias[c], in place. `x: [rows, channels, pixels]`. */
  addChannelBias(x: Floats, bias: Floats, rows: number, channels: number, pixels: number): void;

  // ---- pooling ---------------------------------------------------------------------------------

  /**
   * y[p, i, j] = the greatest x[p, i·stride + r, j·stride + k] with 0 ≤ r, k < size: the first of
   * them (k fastest) until one is greater, or the first NaN. `x: [planes, height, width]`,
   * `y: [planes, outHeight, outWidth]`; every window lies inside of its plane.
   */
  maxPool(
    x: Floats,
    y: Floats,
    planes: number,
    ...sizes: PoolingSizes
  ): void;

  /**
   * xGrad = +0; then for each (i, j) of a plane, j fastest: xGrad[m] = xGrad[m] + yGrad[p, i, j],
   * with m the place of the x that `maxPool` chooses.
   */
  maxPoolBackward(
    x: Floats,
    yGrad: Floats,
    xGrad: Floats,
    planes: number,
    ...sizes: PoolingSizes
  ): void;

  /** As `maxPool`: y[p, i, j] = (chain of x over (r, k), k fastest, from +0) / (size·size). */
  averagePool(
    x: Floats,
    y: Floats,
    planes: number,
    ...sizes: PoolingSizes
  ): void;

  /**
   * xGrad = +0; then for each (i, j) of a plane, j fastest, and each x of its window:
   * xGrad = xGrad + (yGrad[p, i, j] / (size·size)).
   */
  averagePoolBackward(
    yGrad: Floats,
    xGrad: Floats,
    planes: number,
    ...sizes: PoolingSizes
  ): void;

  // ---- normalization of images -----------------------------------------------------------------

  /*
   * Sums over pixels: the **plane sum** of x[n, c, ·] is its lane sum. What is summed over images or
   * over the channels of a group besides is a column chain of plane sums, so that long sums err
   * little and vectors lie along the pixels.
   */

  /**
   * Batch normalization of images: each channel by its statistics over images and pixels. M = rows·pixels
   * in exact arithmetic, rounded; for each channel c: mean = (chain over n of the plane sums of x) / M;
   * d = x − mean; variance = (chain over n of the plane sums of d·d) / M;
   * inverse = 1 / sqrt(variance + epsilon); y = (gamma·(d·inverse)) + beta.
   * `x, y: [rows, channels, pixels]`, the rest `[channels]`.
   */
  spatialBatchNorm(
    x: Floats,
    gamma: Floats,
    beta: Floats,
    epsilon: number,
    y: Floats,
    mean: Floats,
    variance: Floats,
    inverse: Floats,
    rows: number,
    channels: number,
    pixels: number,
  ): void;

  /**
   * The same with given statistics: inverse = 1 / sqrt(variance[c] + epsilon);
   * y = (gamma·((x − mean)·inverse)) + beta.
   */
  spatialBatchNormInference(
    x: Floats,
    gamma: Floats,
    beta: Floats,
    mean: Floats,
    variance: Floats,
    epsilon: number,
    y: Floats,
    rows: number,
    channels: number,
    pixels: number,
  ): void;

  /**
   * With normalized = (x − mean)·inverse, of the x, mean and inverse of the forward pass:
   * betaGrad = chain over n of the plane sums of yGrad; gammaGrad = chain over n of the plane sums of
   * yGrad·normalized; f = (gamma·inverse) / M;
   * xGrad = f·(((M·yGrad) − betaGrad) − (normalized·gammaGrad)).
   */
  spatialBatchNormBackward(
    yGrad: Floats,
    x: Floats,
    gamma: Floats,
    mean: Floats,
    inverse: Floats,
    xGrad: Floats,
    gammaGrad: Floats,
    betaGrad: Floats,
    rows: number,
    channels: number,
    pixels: number,
  ): void;

  /**
   * Group normalization of images: each group of channels of each image by its own statistics;
   * channels are those of one group. K = channels·pixels in exact arithmetic, rounded; for each
   * image and group: mean = (chain over c of the plane sums of x) / K; d = x − mean;
   * variance = (chain over c of the plane sums of d·d) / K; inverse = 1 / sqrt(variance + epsilon);
   * y = (gamma[g, c]·(d·inverse)) + beta[g, c]. `x, y: [rows, groups, channels, pixels]`,
   * `gamma, beta: [groups, channels]`, `mean, inverse: [rows, groups]`.
   */
  groupNorm(
    x: Floats,
    gamma: Floats,
    beta: Floats,
    epsilon: number,
    y: Floats,
    mean: Floats,
    inverse: Floats,
    rows: number,
    groups: number,
    channels: number,
    pixels: number,
  ): void;

  /**
   * With normalized as for spatialBatchNormBackward, for each image, group and channel:
   * betaSums = plane sum of yGrad; gammaSums = plane sum of yGrad·normalized. For each image and
   * group: s = chain over c of betaSums·gamma; t = chain over c of gammaSums·gamma; f = inverse / K;
   * xGrad = f·(((K·(yGrad·gamma)) − s) − (normalized·t)).
   * `betaSums, gammaSums: [rows, groups, channels]`: the gradients of beta and gamma are their column
   * sums.
   */
  groupNormBackward(
    yGrad: Floats,
    x: Floats,
    gamma: Floats,
    mean: Floats,
    inverse: Floats,
    xGrad: Floats,
    gammaSums: Floats,
    betaSums: Floats,
    rows: number,
    groups: number,
    channels: number,
    pixels: number,
  ): void;

  /** y[i, p] = x[i, p]·factor[i]; y may be x. `x, y: [planes, pixels]`, `factor: [planes]`. */
  scalePlanes(x: Floats, factor: Floats, y: Floats, planes: number, pixels: number): void;

  // ---- sums ------------------------------------------------------------------------------------

  /** out[c] = column chain of x[·, c]. `x: [rows, columns]`, `out: [columns]`. */
  columnSums(x: Floats, out: Floats, rows: number, columns: number): void;

  /** out[r] = lane sum of x[r, ·]. `x: [rows, columns]`, `out: [rows]`. */
  rowSums(x: Floats, out: Floats, rows: number, columns: number): void;

  /** The lane sum of x[i]·x[i], `x: [n]`. */
  sumOfSquares(x: Floats, n: number): number;

  // ---- elementwise -----------------------------------------------------------------------------

  /** y[i] = exp(x[i]); y may be x. */
  exp(x: Floats, y: Floats, n: number): void;

  /** y[i] = log(x[i]); y may be x. */
  log(x: Floats, y: Floats, n: number): void;

  /** y[i] = x[i]·a[i]; y may be x. */
  multiply(x: Floats, a: Floats, y: Floats, n: number): void;

  /** x[i] = x[i]·factor, in place. */
  scale(x: Floats, factor: number, n: number): void;

  /** y[i] = y[i] + (a·x[i]), in place. */
  addScaled(x: Floats, a: number, y: Floats, n: number): void;

  /** x[i] = limit if x[i] > limit, −limit if x[i] < −limit, else x[i] (NaN stays), in place. */
  clip(x: Floats, limit: number, n: number): void;

  /** running[i] = (momentum·running[i]) + (rest·batch[i]) with rest = 1 − momentum in float64. */
  blend(running: Floats, batch: Floats, momentum: number, n: number): void;

  // ---- layers ----------------------------------------------------------------------------------

  /** y[i] = max(x[i], +0). */
  relu(x: Floats, y: Floats, n: number): void;

  /** xGrad[i] = yGrad[i] if y[i] > 0, else +0. `y` is what `relu` wrote. */
  reluBackward(y: Floats, yGrad: Floats, xGrad: Floats, n: number): void;

  /**
   * Inverted dropout: mask[i] = keepFactor if word(i) < threshold, else +0; y[i] = x[i]·mask[i].
   * word(i) is word i of the random page: Philox4x32-10, counter [⌊i/4⌋ low, ⌊i/4⌋ high, page low,
   * page high], word i mod 4. `threshold` is an integer in 0..2^32, compared exactly
   * (2^32 keeps all).
   */
  dropout(
    x: Floats,
    random: RandomPage,
    threshold: number,
    keepFactor: number,
    mask: Floats,
    y: Floats,
    n: number,
  ): void;

  /**
   * Batch normalization with the batch's own statistics. N = rows, for each column c:
   * mean = (column chain of x) / N; d = x − mean; variance = (column chain of d·d) / N;
   * inverse = 1 / sqrt(variance + epsilon); normalized = d·inverse;
   * y = (gamma·normalized) + beta. `x, y, normalized: [rows, columns]`, the rest `[columns]`.
   */
  batchNorm(
    x: Floats,
    gamma: Floats,
    beta: Floats,
    epsilon: number,
    y: Floats,
    normalized: Floats,
    mean: Floats,
    variance: Floats,
    inverse: Floats,
    rows: number,
    columns: number,
  ): void;

  /**
   * Batch normalization with given statistics: inverse = 1 / sqrt(variance[c] + epsilon);
   * y = (gamma·((x − mean)·inverse)) + beta.
   */
  batchNormInference(
    x: Floats,
    gamma: Floats,
    beta: Floats,
    mean: Floats,
    variance: Floats,
    epsilon: number,
    y: Floats,
    rows: number,
    columns: number,
  ): void;

  /**
   * betaGrad = column chain of yGrad; gammaGrad = column chain of (yGrad·normalized);
   * f = (gamma·inverse) / N; xGrad = f·(((N·yGrad) − betaGrad) − (normalized·gammaGrad)).
   */
  batchNormBackward(
    yGrad: Floats,
    normalized: Floats,
    gamma: Floats,
    inverse: Floats,
    xGrad: Floats,
    gammaGrad: Floats,
    betaGrad: Floats,
    rows: number,
    columns: number,
  ): void;

  /**
   * Layer normalization. D = columns, for each row r: mean = (lane sum of x[r, ·]) / D;
   * d = x − mean; variance = (lane sum of d·d) / D; inverse[r] = 1 / sqrt(variance + epsilon);
   * normalized = d·inverse[r]; y = (gamma[c]·normalized) + beta[c].
   */
  layerNorm(
    x: Floats,
    gamma: Floats,
    beta: Floats,
    epsilon: number,
    y: Floats,
    normalized: Floats,
    inverse: Floats,
    rows: number,
    columns: number,
  ): void;

  /**
   * betaGrad = column chain of yGrad; gammaGrad = column chain of (yGrad·normalized); for each row:
   * g[c] = yGrad·gamma[c]; s = lane sum of g; t = lane sum of (g·normalized);
   * f = inverse[r] / D; xGrad = f·(((D·g) − s) − (normalized·t)).
   */
  layerNormBackward(
    yGrad: Floats,
    normalized: Floats,
    gamma: Floats,
    inverse: Floats,
    xGrad: Floats,
    gammaGrad: Floats,
    betaGrad: Floats,
    rows: number,
    columns: number,
  ): void;

  // ---- activations -----------------------------------------------------------------------------

  /** y[i] = x[i] if x[i] > 0, else slope·x[i]; slope is above 0. */
  leakyRelu(x: Floats, slope: number, y: Floats, n: number): void;

  /** xGrad[i] = yGrad[i]·(1 if y[i] > 0, else slope). `y` is what `leakyRelu` wrote. */
  leakyReluBackward(y: Floats, yGrad: Floats, slope: number, xGrad: Floats, n: number): void;

  /** y[i] = x[i] if x[i] > 0, else alpha·expm1(x[i]); alpha is above 0. */
  elu(x: Floats, alpha: number, y: Floats, n: number): void;

  /** xGrad[i] = yGrad[i]·(1 if y[i] > 0, else y[i] + alpha). `y` is what `elu` wrote. */
  eluBackward(y: Floats, yGrad: Floats, alpha: number, xGrad: Floats, n: number): void;

  /** y[i] = x[i]·below with below = 0.5·(1 + erf(x[i]·r)), r = √(1/2). */
  gelu(x: Floats, y: Floats, n: number): void;

  /**
   * xGrad[i] = yGrad[i]·(below + (x[i]·density)) with below as in `gelu`,
   * density = exp((−0.5·x[i])·x[i])·d, d = 1/√(2π).
   */
  geluBackward(x: Floats, yGrad: Floats, xGrad: Floats, n: number): void;

  /**
   * y[i] = x[i]·h with c = x[i] < 10 ? x[i] : 10, then c = c > −10 ? c : −10;
   * t = tanh(c·(k + (q·(c·c)))); h = 0.5·(1 + t). k = √(2/π), q = 0.044715·k.
   */
  geluTanh(x: Floats, y: Floats, n: number): void;

  /** xGrad[i] = yGrad[i]·(h + ((x[i]·(h·(1 − t)))·(k + (3q·(c·c))))), the rest as in `geluTanh`. */
  geluTanhBackward(x: Floats, yGrad: Floats, xGrad: Floats, n: number): void;

  /** y[i] = x[i]·logistic(x[i]). */
  silu(x: Floats, y: Floats, n: number): void;

  /** xGrad[i] = yGrad[i]·(s·(1 + (x[i]·(1 − s)))) with s = logistic(x[i]). */
  siluBackward(x: Floats, yGrad: Floats, xGrad: Floats, n: number): void;

  /** y[i] = tanh(x[i]). */
  tanh(x: Floats, y: Floats, n: number): void;

  /** xGrad[i] = yGrad[i]·((1 − y[i])·(1 + y[i])). `y` is what `tanh` wrote. */
  tanhBackward(y: Floats, yGrad: Floats, xGrad: Floats, n: number): void;

  /** y[i] = logistic(x[i]). */
  sigmoid(x: Floats, y: Floats, n: number): void;

  /** xGrad[i] = yGrad[i]·(y[i]·(1 − y[i])). `y` is what `sigmoid` wrote. */
  sigmoidBackward(y: Floats, yGrad: Floats, xGrad: Floats, n: number): void;

  // ---- losses ----------------------------------------------------------------------------------

  /**
   * Softmax cross-entropy with label smoothing; `scores, scoresGrad: [rows, classes]`,
   * `labels: [rows]` from anywhere, `losses: [rows]`. For each row with N = rows, C = classes,
   * q = labels[r], s = smoothing: top = max over the row (in order of index);
   * z = scores − top; e = exp(z); total = lane sum of e; l = log(total);
   * losses[r] = ((1 − s)·(l − z[q])) + ((s / C)·(lane sum of (l − z[j]))) — where s is 0 as passed,
   * the second term is left out and the loss is l − z[q]; target[j] = (1 − s) + (s / C) if j = q, else s / C;
   * scoresGrad[j] = ((e[j] / total) − target[j]) / N. The factors 1 − s, s / C and
   * (1 − s) + (s / C) are computed in float64 and then rounded.
   */
  softmaxCrossEntropy(
    scores: Floats,
    labels: Labels,
    smoothing: number,
    losses: Floats,
    scoresGrad: Floats,
    rows: number,
    classes: number,
  ): void;

  /**
   * Multiclass hinge with margin 1. For each row: margin[j] = max((scores[j] − scores[q]) + 1, +0)
   * for j ≠ q, margin[q] = +0; losses[r] = lane sum of margin; scoresGrad[j] = 1 / N where
   * margin[j] > 0, else +0, for j ≠ q; scoresGrad[q] = (−count) / N
   * with count the number of margins > 0 (−0 / N is −0 where there is none).
   */
  hinge(
    scores: Floats,
    labels: Labels,
    losses: Floats,
    scoresGrad: Floats,
    rows: number,
    classes: number,
  ): void;

  // ---- update rules, all in place on w and the state, `w, g, ...: [n]` ---------------------------

  /** w = w − (rate·g). */
  sgd(w: Floats, g: Floats, rate: number, n: number): void;

  /** v = (momentum·v) − (rate·g); w = w + v. */
  momentum(w: Floats, g: Floats, v: Floats, rate: number, momentum: number, n: number): void;

  /**
   * u = (momentum·v) − (rate·g); w = w + (((1 + momentum)·u) − (momentum·v)); v = u.
   * 1 + momentum is computed in float64 and then rounded.
   */
  nesterov(w: Floats, g: Floats, v: Floats, rate: number, momentum: number, n: number): void;

  /** cache = cache + (g·g); w = w − ((rate·g) / (sqrt(cache) + epsilon)). */
  adagrad(w: Floats, g: Floats, cache: Floats, rate: number, epsilon: number, n: number): void;

  /**
   * cache = (decay·cache) + ((rest·g)·g) with rest = 1 − decay in float64;
   * w = w − ((rate·g) / (sqrt(cache) + epsilon)).
   */
  rmsprop(
    w: Floats,
    g: Floats,
    cache: Floats,
    rate: number,
    decay: number,
    epsilon: number,
    n: number,
  ): void;

  /**
   * Adam after its bias corrections have been folded into two numbers by the caller:
   * m = (beta1·m) + (rest1·g); v = (beta2·v) + ((rest2·g)·g);
   * w = (w − (decay·w)) − ((rate·m) / ((sqrt(v)·correction) + epsilon)),
   * rest1 = 1 − beta1 and rest2 = 1 − beta2 in float64. With step t: rate = learning rate /
   * (1 − beta1^t), correction = 1 / sqrt(1 − beta2^t), decay = learning rate · weight decay.
   */
  adam(
    w: Floats,
    g: Floats,
    m: Floats,
    v: Floats,
    rate: number,
    beta1: number,
    beta2: number,
    correction: number,
    epsilon: number,
    decay: number,
    n: number,
  ): void;

  /**
   * Lion: with c = (beta1·m) + (rest1·g), and s = 1 where c > 0, −1 where c < 0, otherwise c,
   * w = (keep·w) − (rate·s); m = (beta2·m) + (rest2·g), rest1 = 1 − beta1 and rest2 = 1 − beta2 in
   * float64. keep = 1 − learning rate · weight decay.
   */
  lion(
    w: Floats,
    g: Floats,
    m: Floats,
    rate: number,
    beta1: number,
    beta2: number,
    keep: number,
    n: number,
  ): void;
}
