/**
 * The operations of the native kernels: arguments are checked and passed.
 *
 * Made by tools/generate_kernel_callers.ts from packages/tensors/signatures.ts; do not edit.
 */

import type { Kernels } from "../kernels.ts";
import type { NativeContext } from "../native/context.ts";

/** The operations that are made here. */
export type NativeOperation =
  | "gemm"
  | "addBias"
  | "convolution"
  | "convolutionByData"
  | "convolutionByWeights"
  | "addChannelBias"
  | "maxPool"
  | "maxPoolBackward"
  | "averagePool"
  | "averagePoolBackward"
  | "spatialBatchNorm"
  | "spatialBatchNormInference"
  | "spatialBatchNormBackward"
  | "groupNorm"
  | "groupNormBackward"
  | "scalePlanes"
  | "columnSums"
  | "rowSums"
  | "sumOfSquares"
  | "exp"
  | "log"
  | "multiply"
  | "scale"
  | "addScaled"
  | "clip"
  | "blend"
  | "relu"
  | "reluBackward"
  | "dropout"
  | "batchNorm"
  | "batchNormInference"
  | "batchNormBackward"
  | "layerNorm"
  | "layerNormBackward"
  | "leakyRelu"
  | "leakyReluBackward"
  | "elu"
  | "eluBackward"
  | "gelu"
  | "geluBackward"
  | "geluTanh"
  | "geluTanhBackward"
  | "silu"
  | "siluBackward"
  | "tanh"
  | "tanhBackward"
  | "sigmoid"
  | "sigmoidBackward"
  | "softmaxCrossEntropy"
  | "hinge"
  | "sgd"
  | "momentum"
  | "nesterov"
  | "adagrad"
  | "rmsprop"
  | "adam"
  | "lion";

/** The operations as calls. */
export function createNativeOperations(
  { call, team, guard }: NativeContext,
): Pick<Kernels, NativeOperation> {
  return {
    gemm(transposeA, transposeB, m, n, k, a, b, c) {
      guard.sizes("gemm", m, n, k);
      call.gemm(
        team,
        transposeA ? 1 : 0,
        transposeB ? 1 : 0,
        m,
        n,
        k,
        guard.floats("gemm", "a", a, m * k),
        guard.floats("gemm", "b", b, k * n),
        guard.floats("gemm", "c", c, m * n),
      );
    },

    addBias(x, bias, rows, columns) {
      guard.sizes("addBias", rows, columns);
      call.addBias(
        guard.floats("addBias", "x", x, rows * columns),
        guard.floats("addBias", "bias", bias, columns),
        rows,
        columns,
      );
    },

    convolution(x, w, y, rows, groups, channels, filters, height, width, kernel, stride, padding, outHeight, outWidth) {
      guard.sizes("convolution", rows, groups, channels);
      guard.sizes("convolution", filters, height, width);
      guard.sizes("convolution", kernel, stride, padding);
      guard.sizes("convolution", outHeight, outWidth);
      call.convolution(
        team,
        guard.floats("convolution", "x", x, rows * groups * channels * height * width),
        guard.floats("convolution", "w", w, groups * filters * channels * kernel * kernel),
        guard.floats("convolution", "y", y, rows * groups * filters * outHeight * outWidth),
        rows,
        groups,
        channels,
        filters,
        height,
        width,
        kernel,
        stride,
        padding,
        outHeight,
        outWidth,
      );
    },

    convolutionByData(yGrad, w, xGrad, rows, groups, channels, filters, height, width, kernel, stride, padding, outHeight, outWidth) {
      guard.sizes("convolutionByData", rows, groups, channels);
      guard.sizes("convolutionByData", filters, height, width);
      guard.sizes("convolutionByData", kernel, stride, padding);
      guard.sizes("convolutionByData", outHeight, outWidth);
      call.convolutionByData(
        team,
        guard.floats("convolutionByData", "yGrad", yGrad, rows * groups * filters * outHeight * outWidth),
        guard.floats("convolutionByData", "w", w, groups * filters * channels * kernel * kernel),
        guard.floats("convolutionByData", "xGrad", xGrad, rows * groups * channels * height * width),
        rows,
        groups,
        channels,
        filters,
        height,
        width,
        kernel,
        stride,
        padding,
        outHeight,
        outWidth,
      );
    },

    convolutionByWeights(x, yGrad, wGrad, rows, groups, channels, filters, height, width, kernel, stride, padding, outHeight, outWidth) {
      guard.sizes("convolutionByWeights", rows, groups, channels);
      guard.sizes("convolutionByWeights", filters, height, width);
      guard.sizes("convolutionByWeights", kernel, stride, padding);
      guard.sizes("convolutionByWeights", outHeight, outWidth);
      call.convolutionByWeights(
        team,
        guard.floats("convolutionByWeights", "x", x, rows * groups * channels * height * width),
        guard.floats("convolutionByWeights", "yGrad", yGrad, rows * groups * filters * outHeight * outWidth),
        guard.floats("convolutionByWeights", "wGrad", wGrad, groups * filters * channels * kernel * kernel),
        rows,
        groups,
        channels,
        filters,
        height,
        width,
        kernel,
        stride,
        padding,
        outHeight,
        outWidth,
      );
    },

    addChannelBias(x, bias, rows, channels, pixels) {
      guard.sizes("addChannelBias", rows, channels, pixels);
      call.addChannelBias(
        guard.floats("addChannelBias", "x", x, rows * channels * pixels),
        guard.floats("addChannelBias", "bias", bias, channels),
        rows,
        channels,
        pixels,
      );
    },

    maxPool(x, y, planes, height, width, size, stride, outHeight, outWidth) {
      guard.sizes("maxPool", planes, height, width);
      guard.sizes("maxPool", size, stride, outHeight);
      guard.sizes("maxPool", outWidth);
      guard.windows("maxPool", height, size, stride, outHeight);
      guard.windows("maxPool", width, size, stride, outWidth);
      call.maxPool(
        team,
        guard.floats("maxPool", "x", x, planes * height * width),
        guard.floats("maxPool", "y", y, planes * outHeight * outWidth),
        planes,
        height,
        width,
        size,
        stride,
        outHeight,
        outWidth,
      );
    },

    maxPoolBackward(x, yGrad, xGrad, planes, height, width, size, stride, outHeight, outWidth) {
      guard.sizes("maxPoolBackward", planes, height, width);
      guard.sizes("maxPoolBackward", size, stride, outHeight);
      guard.sizes("maxPoolBackward", outWidth);
      guard.windows("maxPoolBackward", height, size, stride, outHeight);
      guard.windows("maxPoolBackward", width, size, stride, outWidth);
      call.maxPoolBackward(
        team,
        guard.floats("maxPoolBackward", "x", x, planes * height * width),
        guard.floats("maxPoolBackward", "yGrad", yGrad, planes * outHeight * outWidth),
        guard.floats("maxPoolBackward", "xGrad", xGrad, planes * height * width),
        planes,
        height,
        width,
        size,
        stride,
        outHeight,
        outWidth,
      );
    },

    averagePool(x, y, planes, height, width, size, stride, outHeight, outWidth) {
      guard.sizes("averagePool", planes, height, width);
      guard.sizes("averagePool", size, stride, outHeight);
      guard.sizes("averagePool", outWidth);
      guard.windows("averagePool", height, size, stride, outHeight);
      guard.windows("averagePool", width, size, stride, outWidth);
      call.averagePool(
        team,
        guard.floats("averagePool", "x", x, planes * height * width),
        guard.floats("averagePool", "y", y, planes * outHeight * outWidth),
        planes,
        height,
        width,
        size,
        stride,
        outHeight,
        outWidth,
      );
    },

    averagePoolBackward(yGrad, xGrad, planes, height, width, size, stride, outHeight, outWidth) {
      guard.sizes("averagePoolBackward", planes, height, width);
      guard.sizes("averagePoolBackward", size, stride, outHeight);
      guard.sizes("averagePoolBackward", outWidth);
      guard.windows("averagePoolBackward", height, size, stride, outHeight);
      guard.windows("averagePoolBackward", width, size, stride, outWidth);
      call.averagePoolBackward(
        team,
        guard.floats("averagePoolBackward", "yGrad", yGrad, planes * outHeight * outWidth),
        guard.floats("averagePoolBackward", "xGrad", xGrad, planes * height * width),
        planes,
        height,
        width,
        size,
        stride,
        outHeight,
        outWidth,
      );
    },

    spatialBatchNorm(x, gamma, beta, epsilon, y, mean, variance, inverse, rows, channels, pixels) {
      guard.sizes("spatialBatchNorm", rows, channels, pixels);
      call.spatialBatchNorm(
        team,
        guard.floats("spatialBatchNorm", "x", x, rows * channels * pixels),
        guard.floats("spatialBatchNorm", "gamma", gamma, channels),
        guard.floats("spatialBatchNorm", "beta", beta, channels),
        epsilon,
        guard.floats("spatialBatchNorm", "y", y, rows * channels * pixels),
        guard.floats("spatialBatchNorm", "mean", mean, channels),
        guard.floats("spatialBatchNorm", "variance", variance, channels),
        guard.floats("spatialBatchNorm", "inverse", inverse, channels),
        rows,
        channels,
        pixels,
      );
    },

    spatialBatchNormInference(x, gamma, beta, mean, variance, epsilon, y, rows, channels, pixels) {
      guard.sizes("spatialBatchNormInference", rows, channels, pixels);
      call.spatialBatchNormInference(
        team,
        guard.floats("spatialBatchNormInference", "x", x, rows * channels * pixels),
        guard.floats("spatialBatchNormInference", "gamma", gamma, channels),
        guard.floats("spatialBatchNormInference", "beta", beta, channels),
        guard.floats("spatialBatchNormInference", "mean", mean, channels),
        guard.floats("spatialBatchNormInference", "variance", variance, channels),
        epsilon,
        guard.floats("spatialBatchNormInference", "y", y, rows * channels * pixels),
        rows,
        channels,
        pixels,
      );
    },

    spatialBatchNormBackward(yGrad, x, gamma, mean, inverse, xGrad, gammaGrad, betaGrad, rows, channels, pixels) {
      guard.sizes("spatialBatchNormBackward", rows, channels, pixels);
      call.spatialBatchNormBackward(
        team,
        guard.floats("spatialBatchNormBackward", "yGrad", yGrad, rows * channels * pixels),
        guard.floats("spatialBatchNormBackward", "x", x, rows * channels * pixels),
        guard.floats("spatialBatchNormBackward", "gamma", gamma, channels),
        guard.floats("spatialBatchNormBackward", "mean", mean, channels),
        guard.floats("spatialBatchNormBackward", "inverse", inverse, channels),
        guard.floats("spatialBatchNormBackward", "xGrad", xGrad, rows * channels * pixels),
        guard.floats("spatialBatchNormBackward", "gammaGrad", gammaGrad, channels),
        guard.floats("spatialBatchNormBackward", "betaGrad", betaGrad, channels),
        rows,
        channels,
        pixels,
      );
    },

    groupNorm(x, gamma, beta, epsilon, y, mean, inverse, rows, groups, channels, pixels) {
      guard.sizes("groupNorm", rows, groups, channels);
      guard.sizes("groupNorm", pixels);
      call.groupNorm(
        team,
        guard.floats("groupNorm", "x", x, rows * groups * channels * pixels),
        guard.floats("groupNorm", "gamma", gamma, groups * channels),
        guard.floats("groupNorm", "beta", beta, groups * channels),
        epsilon,
        guard.floats("groupNorm", "y", y, rows * groups * channels * pixels),
        guard.floats("groupNorm", "mean", mean, rows * groups),
        guard.floats("groupNorm", "inverse", inverse, rows * groups),
        rows,
        groups,
        channels,
        pixels,
      );
    },

    groupNormBackward(yGrad, x, gamma, mean, inverse, xGrad, gammaSums, betaSums, rows, groups, channels, pixels) {
      guard.sizes("groupNormBackward", rows, groups, channels);
      guard.sizes("groupNormBackward", pixels);
      call.groupNormBackward(
        team,
        guard.floats("groupNormBackward", "yGrad", yGrad, rows * groups * channels * pixels),
        guard.floats("groupNormBackward", "x", x, rows * groups * channels * pixels),
        guard.floats("groupNormBackward", "gamma", gamma, groups * channels),
        guard.floats("groupNormBackward", "mean", mean, rows * groups),
        guard.floats("groupNormBackward", "inverse", inverse, rows * groups),
        guard.floats("groupNormBackward", "xGrad", xGrad, rows * groups * channels * pixels),
        guard.floats("groupNormBackward", "gammaSums", gammaSums, rows * groups * channels),
        guard.floats("groupNormBackward", "betaSums", betaSums, rows * groups * channels),
        rows,
        groups,
        channels,
        pixels,
      );
    },

    scalePlanes(x, factor, y, planes, pixels) {
      guard.sizes("scalePlanes", planes, pixels);
      call.scalePlanes(
        guard.floats("scalePlanes", "x", x, planes * pixels),
        guard.floats("scalePlanes", "factor", factor, planes),
        guard.floats("scalePlanes", "y", y, planes * pixels),
        planes,
        pixels,
      );
    },

    columnSums(x, out, rows, columns) {
      guard.sizes("columnSums", rows, columns);
      call.columnSums(
        guard.floats("columnSums", "x", x, rows * columns),
        guard.floats("columnSums", "out", out, columns),
        rows,
        columns,
      );
    },

    rowSums(x, out, rows, columns) {
      guard.sizes("rowSums", rows, columns);
      call.rowSums(
        guard.floats("rowSums", "x", x, rows * columns),
        guard.floats("rowSums", "out", out, rows),
        rows,
        columns,
      );
    },

    sumOfSquares(x, n) {
      guard.sizes("sumOfSquares", n);
      return call.sumOfSquares(
        guard.floats("sumOfSquares", "x", x, n),
        n,
      );
    },

    exp(x, y, n) {
      guard.sizes("exp", n);
      call.exp(
        guard.floats("exp", "x", x, n),
        guard.floats("exp", "y", y, n),
        n,
      );
    },

    log(x, y, n) {
      guard.sizes("log", n);
      call.log(
        guard.floats("log", "x", x, n),
        guard.floats("log", "y", y, n),
        n,
      );
    },

    multiply(x, a, y, n) {
      guard.sizes("multiply", n);
      call.multiply(
        guard.floats("multiply", "x", x, n),
        guard.floats("multiply", "a", a, n),
        guard.floats("multiply", "y", y, n),
        n,
      );
    },

    scale(x, factor, n) {
      guard.sizes("scale", n);
      call.scale(
        guard.floats("scale", "x", x, n),
        factor,
        n,
      );
    },

    addScaled(x, a, y, n) {
      guard.sizes("addScaled", n);
      call.addScaled(
        team,
        guard.floats("addScaled", "x", x, n),
        a,
        guard.floats("addScaled", "y", y, n),
        n,
      );
    },

    clip(x, limit, n) {
      guard.sizes("clip", n);
      call.clip(
        guard.floats("clip", "x", x, n),
        limit,
        n,
      );
    },

    blend(running, batch, momentum, n) {
      guard.sizes("blend", n);
      call.blend(
        guard.floats("blend", "running", running, n),
        guard.floats("blend", "batch", batch, n),
        momentum,
        1 - momentum,
        n,
      );
    },

    relu(x, y, n) {
      guard.sizes("relu", n);
      call.relu(
        team,
        guard.floats("relu", "x", x, n),
        guard.floats("relu", "y", y, n),
        n,
      );
    },

    reluBackward(y, yGrad, xGrad, n) {
      guard.sizes("reluBackward", n);
      call.reluBackward(
        team,
        guard.floats("reluBackward", "y", y, n),
        guard.floats("reluBackward", "yGrad", yGrad, n),
        guard.floats("reluBackward", "xGrad", xGrad, n),
        n,
      );
    },

    dropout(x, random, threshold, keepFactor, mask, y, n) {
      guard.sizes("dropout", n);
      call.dropout(
        team,
        guard.floats("dropout", "x", x, n),
        random.key[0] >>> 0,
        random.key[1] >>> 0,
        random.page,
        threshold,
        keepFactor,
        guard.floats("dropout", "mask", mask, n),
        guard.floats("dropout", "y", y, n),
        n,
      );
    },

    batchNorm(x, gamma, beta, epsilon, y, normalized, mean, variance, inverse, rows, columns) {
      guard.sizes("batchNorm", rows, columns);
      call.batchNorm(
        team,
        guard.floats("batchNorm", "x", x, rows * columns),
        guard.floats("batchNorm", "gamma", gamma, columns),
        guard.floats("batchNorm", "beta", beta, columns),
        epsilon,
        guard.floats("batchNorm", "y", y, rows * columns),
        guard.floats("batchNorm", "normalized", normalized, rows * columns),
        guard.floats("batchNorm", "mean", mean, columns),
        guard.floats("batchNorm", "variance", variance, columns),
        guard.floats("batchNorm", "inverse", inverse, columns),
        rows,
        columns,
      );
    },

    batchNormInference(x, gamma, beta, mean, variance, epsilon, y, rows, columns) {
      guard.sizes("batchNormInference", rows, columns);
      call.batchNormInference(
        guard.floats("batchNormInference", "x", x, rows * columns),
        guard.floats("batchNormInference", "gamma", gamma, columns),
        guard.floats("batchNormInference", "beta", beta, columns),
        guard.floats("batchNormInference", "mean", mean, columns),
        guard.floats("batchNormInference", "variance", variance, columns),
        epsilon,
        guard.floats("batchNormInference", "y", y, rows * columns),
        rows,
        columns,
      );
    },

    batchNormBackward(yGrad, normalized, gamma, inverse, xGrad, gammaGrad, betaGrad, rows, columns) {
      guard.sizes("batchNormBackward", rows, columns);
      call.batchNormBackward(
        team,
        guard.floats("batchNormBackward", "yGrad", yGrad, rows * columns),
        guard.floats("batchNormBackward", "normalized", normalized, rows * columns),
        guard.floats("batchNormBackward", "gamma", gamma, columns),
        guard.floats("batchNormBackward", "inverse", inverse, columns),
        guard.floats("batchNormBackward", "xGrad", xGrad, rows * columns),
        guard.floats("batchNormBackward", "gammaGrad", gammaGrad, columns),
        guard.floats("batchNormBackward", "betaGrad", betaGrad, columns),
        rows,
        columns,
      );
    },

    layerNorm(x, gamma, beta, epsilon, y, normalized, inverse, rows, columns) {
      guard.sizes("layerNorm", rows, columns);
      call.layerNorm(
        guard.floats("layerNorm", "x", x, rows * columns),
        guard.floats("layerNorm", "gamma", gamma, columns),
        guard.floats("layerNorm", "beta", beta, columns),
        epsilon,
        guard.floats("layerNorm", "y", y, rows * columns),
        guard.floats("layerNorm", "normalized", normalized, rows * columns),
        guard.floats("layerNorm", "inverse", inverse, rows),
        rows,
        columns,
      );
    },

    layerNormBackward(yGrad, normalized, gamma, inverse, xGrad, gammaGrad, betaGrad, rows, columns) {
      guard.sizes("layerNormBackward", rows, columns);
      call.layerNormBackward(
        guard.floats("layerNormBackward", "yGrad", yGrad, rows * columns),
        guard.floats("layerNormBackward", "normalized", normalized, rows * columns),
        guard.floats("layerNormBackward", "gamma", gamma, columns),
        guard.floats("layerNormBackward", "inverse", inverse, rows),
        guard.floats("layerNormBackward", "xGrad", xGrad, rows * columns),
        guard.floats("layerNormBackward", "gammaGrad", gammaGrad, columns),
        guard.floats("layerNormBackward", "betaGrad", betaGrad, columns),
        rows,
        columns,
      );
    },

    leakyRelu(x, slope, y, n) {
      guard.sizes("leakyRelu", n);
      call.leakyRelu(
        team,
        guard.floats("leakyRelu", "x", x, n),
        slope,
        guard.floats("leakyRelu", "y", y, n),
        n,
      );
    },

    leakyReluBackward(y, yGrad, slope, xGrad, n) {
      guard.sizes("leakyReluBackward", n);
      call.leakyReluBackward(
        team,
        guard.floats("leakyReluBackward", "y", y, n),
        guard.floats("leakyReluBackward", "yGrad", yGrad, n),
        slope,
        guard.floats("leakyReluBackward", "xGrad", xGrad, n),
        n,
      );
    },

    elu(x, alpha, y, n) {
      guard.sizes("elu", n);
      call.elu(
        team,
        guard.floats("elu", "x", x, n),
        alpha,
        guard.floats("elu", "y", y, n),
        n,
      );
    },

    eluBackward(y, yGrad, alpha, xGrad, n) {
      guard.sizes("eluBackward", n);
      call.eluBackward(
        team,
        guard.floats("eluBackward", "y", y, n),
        guard.floats("eluBackward", "yGrad", yGrad, n),
        alpha,
        guard.floats("eluBackward", "xGrad", xGrad, n),
        n,
      );
    },

    gelu(x, y, n) {
      guard.sizes("gelu", n);
      call.gelu(
        team,
        guard.floats("gelu", "x", x, n),
        guard.floats("gelu", "y", y, n),
        n,
      );
    },

    geluBackward(x, yGrad, xGrad, n) {
      guard.sizes("geluBackward", n);
      call.geluBackward(
        team,
        guard.floats("geluBackward", "x", x, n),
        guard.floats("geluBackward", "yGrad", yGrad, n),
        guard.floats("geluBackward", "xGrad", xGrad, n),
        n,
      );
    },

    geluTanh(x, y, n) {
      guard.sizes("geluTanh", n);
      call.geluTanh(
        team,
        guard.floats("geluTanh", "x", x, n),
        guard.floats("geluTanh", "y", y, n),
        n,
      );
    },

    geluTanhBackward(x, yGrad, xGrad, n) {
      guard.sizes("geluTanhBackward", n);
      call.geluTanhBackward(
        team,
        guard.floats("geluTanhBackward", "x", x, n),
        guard.floats("geluTanhBackward", "yGrad", yGrad, n),
        guard.floats("geluTanhBackward", "xGrad", xGrad, n),
        n,
      );
    },

    silu(x, y, n) {
      guard.sizes("silu", n);
      call.silu(
        team,
        guard.floats("silu", "x", x, n),
        guard.floats("silu", "y", y, n),
        n,
      );
    },

    siluBackward(x, yGrad, xGrad, n) {
      guard.sizes("siluBackward", n);
      call.siluBackward(
        team,
        guard.floats("siluBackward", "x", x, n),
        guard.floats("siluBackward", "yGrad", yGrad, n),
        guard.floats("siluBackward", "xGrad", xGrad, n),
        n,
      );
    },

    tanh(x, y, n) {
      guard.sizes("tanh", n);
      call.tanh(
        team,
        guard.floats("tanh", "x", x, n),
        guard.floats("tanh", "y", y, n),
        n,
      );
    },

    tanhBackward(y, yGrad, xGrad, n) {
      guard.sizes("tanhBackward", n);
      call.tanhBackward(
        team,
        guard.floats("tanhBackward", "y", y, n),
        guard.floats("tanhBackward", "yGrad", yGrad, n),
        guard.floats("tanhBackward", "xGrad", xGrad, n),
        n,
      );
    },

    sigmoid(x, y, n) {
      guard.sizes("sigmoid", n);
      call.sigmoid(
        team,
        guard.floats("sigmoid", "x", x, n),
        guard.floats("sigmoid", "y", y, n),
        n,
      );
    },

    sigmoidBackward(y, yGrad, xGrad, n) {
      guard.sizes("sigmoidBackward", n);
      call.sigmoidBackward(
        team,
        guard.floats("sigmoidBackward", "y", y, n),
        guard.floats("sigmoidBackward", "yGrad", yGrad, n),
        guard.floats("sigmoidBackward", "xGrad", xGrad, n),
        n,
      );
    },

    softmaxCrossEntropy(scores, labels, smoothing, losses, scoresGrad, rows, classes) {
      guard.sizes("softmaxCrossEntropy", rows, classes);
      guard.labels("softmaxCrossEntropy", labels, rows, classes);
      call.softmaxCrossEntropy(
        guard.floats("softmaxCrossEntropy", "scores", scores, rows * classes),
        labels,
        smoothing,
        1 - smoothing,
        smoothing / classes,
        (1 - smoothing) + smoothing / classes,
        guard.floats("softmaxCrossEntropy", "losses", losses, rows),
        guard.floats("softmaxCrossEntropy", "scoresGrad", scoresGrad, rows * classes),
        rows,
        classes,
      );
    },

    hinge(scores, labels, losses, scoresGrad, rows, classes) {
      guard.sizes("hinge", rows, classes);
      guard.labels("hinge", labels, rows, classes);
      call.hinge(
        guard.floats("hinge", "scores", scores, rows * classes),
        labels,
        guard.floats("hinge", "losses", losses, rows),
        guard.floats("hinge", "scoresGrad", scoresGrad, rows * classes),
        rows,
        classes,
      );
    },

    sgd(w, g, rate, n) {
      guard.sizes("sgd", n);
      call.sgd(
        team,
        guard.floats("sgd", "w", w, n),
        guard.floats("sgd", "g", g, n),
        rate,
        n,
      );
    },

    momentum(w, g, v, rate, momentum, n) {
      guard.sizes("momentum", n);
      call.momentum(
        team,
        guard.floats("momentum", "w", w, n),
        guard.floats("momentum", "g", g, n),
        guard.floats("momentum", "v", v, n),
        rate,
        momentum,
        n,
      );
    },

    nesterov(w, g, v, rate, momentum, n) {
      guard.sizes("nesterov", n);
      call.nesterov(
        team,
        guard.floats("nesterov", "w", w, n),
        guard.floats("nesterov", "g", g, n),
        guard.floats("nesterov", "v", v, n),
        rate,
        momentum,
        1 + momentum,
        n,
      );
    },

    adagrad(w, g, cache, rate, epsilon, n) {
      guard.sizes("adagrad", n);
      call.adagrad(
        team,
        guard.floats("adagrad", "w", w, n),
        guard.floats("adagrad", "g", g, n),
        guard.floats("adagrad", "cache", cache, n),
        rate,
        epsilon,
        n,
      );
    },

    rmsprop(w, g, cache, rate, decay, epsilon, n) {
      guard.sizes("rmsprop", n);
      call.rmsprop(
        team,
        guard.floats("rmsprop", "w", w, n),
        guard.floats("rmsprop", "g", g, n),
        guard.floats("rmsprop", "cache", cache, n),
        rate,
        decay,
        1 - decay,
        epsilon,
        n,
      );
    },

    adam(w, g, m, v, rate, beta1, beta2, correction, epsilon, decay, n) {
      guard.sizes("adam", n);
      call.adam(
        team,
        guard.floats("adam", "w", w, n),
        guard.floats("adam", "g", g, n),
        guard.floats("adam", "m", m, n),
        guard.floats("adam", "v", v, n),
        rate,
        beta1,
        1 - beta1,
        beta2,
        1 - beta2,
        correction,
        epsilon,
        decay,
        n,
      );
    },

    lion(w, g, m, rate, beta1, beta2, keep, n) {
      guard.sizes("lion", n);
      call.lion(
        team,
        guard.floats("lion", "w", w, n),
        guard.floats("lion", "g", g, n),
        guard.floats("lion", "m", m, n),
        rate,
        beta1,
        1 - beta1,
        beta2,
        1 - beta2,
        keep,
        n,
      );
    },
  };
}
