/**
 * The operations of the wasm kernels: arguments are checked and passed.
 *
 * Made by tools/generate_kernel_callers.ts from packages/tensors/signatures.ts; do not edit.
 */

import type { Kernels } from "../kernels.ts";
import type { WasmContext } from "../wasm/context.ts";

/** The operations that are made here. */
export type WasmOperation =
  | "addBias"
  | "addChannelBias"
  | "maxPool"
  | "maxPoolBackward"
  | "averagePool"
  | "averagePoolBackward"
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
  | "sgd"
  | "momentum"
  | "nesterov"
  | "adagrad"
  | "rmsprop"
  | "adam"
  | "lion";

/** The operations as calls. */
export function createWasmOperations(
  { call, memory: { at }, team }: WasmContext,
): Pick<Kernels, WasmOperation> {
  return {
    addBias(x, bias, rows, columns) {
      const xAt = at("addBias", "x", x, rows * columns);
      const biasAt = at("addBias", "bias", bias, columns);
      call.addBias(xAt, biasAt, rows, columns);
    },

    addChannelBias(x, bias, rows, channels, pixels) {
      const xAt = at("addChannelBias", "x", x, rows * channels * pixels);
      const biasAt = at("addChannelBias", "bias", bias, channels);
      call.addChannelBias(xAt, biasAt, rows, channels, pixels);
    },

    maxPool(x, y, planes, height, width, size, stride, outHeight, outWidth) {
      const xAt = at("maxPool", "x", x, planes * height * width);
      const yAt = at("maxPool", "y", y, planes * outHeight * outWidth);
      call.maxPool(xAt, yAt, planes, height, width, size, stride, outHeight, outWidth);
    },

    maxPoolBackward(x, yGrad, xGrad, planes, height, width, size, stride, outHeight, outWidth) {
      const xAt = at("maxPoolBackward", "x", x, planes * height * width);
      const yGradAt = at("maxPoolBackward", "yGrad", yGrad, planes * outHeight * outWidth);
      const xGradAt = at("maxPoolBackward", "xGrad", xGrad, planes * height * width);
      call.maxPoolBackward(xAt, yGradAt, xGradAt, planes, height, width, size, stride, outHeight, outWidth);
    },

    averagePool(x, y, planes, height, width, size, stride, outHeight, outWidth) {
      const xAt = at("averagePool", "x", x, planes * height * width);
      const yAt = at("averagePool", "y", y, planes * outHeight * outWidth);
      call.averagePool(xAt, yAt, planes, height, width, size, stride, outHeight, outWidth);
    },

    averagePoolBackward(yGrad, xGrad, planes, height, width, size, stride, outHeight, outWidth) {
      const yGradAt = at("averagePoolBackward", "yGrad", yGrad, planes * outHeight * outWidth);
      const xGradAt = at("averagePoolBackward", "xGrad", xGrad, planes * height * width);
      call.averagePoolBackward(yGradAt, xGradAt, planes, height, width, size, stride, outHeight, outWidth);
    },

    scalePlanes(x, factor, y, planes, pixels) {
      const xAt = at("scalePlanes", "x", x, planes * pixels);
      const factorAt = at("scalePlanes", "factor", factor, planes);
      const yAt = at("scalePlanes", "y", y, planes * pixels);
      call.scalePlanes(xAt, factorAt, yAt, planes, pixels);
    },

    columnSums(x, out, rows, columns) {
      const xAt = at("columnSums", "x", x, rows * columns);
      const outAt = at("columnSums", "out", out, columns);
      call.columnSums(xAt, outAt, rows, columns);
    },

    rowSums(x, out, rows, columns) {
      const xAt = at("rowSums", "x", x, rows * columns);
      const outAt = at("rowSums", "out", out, rows);
      call.rowSums(xAt, outAt, rows, columns);
    },

    sumOfSquares(x, n) {
      const xAt = at("sumOfSquares", "x", x, n);
      return call.sumOfSquares(xAt, n);
    },

    exp(x, y, n) {
      const xAt = at("exp", "x", x, n);
      const yAt = at("exp", "y", y, n);
      call.exp(xAt, yAt, n);
    },

    log(x, y, n) {
      const xAt = at("log", "x", x, n);
      const yAt = at("log", "y", y, n);
      call.log(xAt, yAt, n);
    },

    multiply(x, a, y, n) {
      const xAt = at("multiply", "x", x, n);
      const aAt = at("multiply", "a", a, n);
      const yAt = at("multiply", "y", y, n);
      call.multiply(xAt, aAt, yAt, n);
    },

    scale(x, factor, n) {
      const xAt = at("scale", "x", x, n);
      call.scale(xAt, factor, n);
    },

    addScaled(x, a, y, n) {
      const xAt = at("addScaled", "x", x, n);
      const yAt = at("addScaled", "y", y, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [xAt + 4 * from, a, yAt + 4 * from, count];
        team.share("addScaled", { work: n, size: n, unit: 16, part });
      } else {
        call.addScaled(xAt, a, yAt, n);
      }
    },

    clip(x, limit, n) {
      const xAt = at("clip", "x", x, n);
      call.clip(xAt, limit, n);
    },

    blend(running, batch, momentum, n) {
      const runningAt = at("blend", "running", running, n);
      const batchAt = at("blend", "batch", batch, n);
      call.blend(runningAt, batchAt, momentum, 1 - momentum, n);
    },

    relu(x, y, n) {
      const xAt = at("relu", "x", x, n);
      const yAt = at("relu", "y", y, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [xAt + 4 * from, yAt + 4 * from, count];
        team.share("relu", { work: n, size: n, unit: 16, part });
      } else {
        call.relu(xAt, yAt, n);
      }
    },

    reluBackward(y, yGrad, xGrad, n) {
      const yAt = at("reluBackward", "y", y, n);
      const yGradAt = at("reluBackward", "yGrad", yGrad, n);
      const xGradAt = at("reluBackward", "xGrad", xGrad, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [yAt + 4 * from, yGradAt + 4 * from, xGradAt + 4 * from, count];
        team.share("reluBackward", { work: n, size: n, unit: 16, part });
      } else {
        call.reluBackward(yAt, yGradAt, xGradAt, n);
      }
    },

    batchNorm(x, gamma, beta, epsilon, y, normalized, mean, variance, inverse, rows, columns) {
      const xAt = at("batchNorm", "x", x, rows * columns);
      const gammaAt = at("batchNorm", "gamma", gamma, columns);
      const betaAt = at("batchNorm", "beta", beta, columns);
      const yAt = at("batchNorm", "y", y, rows * columns);
      const normalizedAt = at("batchNorm", "normalized", normalized, rows * columns);
      const meanAt = at("batchNorm", "mean", mean, columns);
      const varianceAt = at("batchNorm", "variance", variance, columns);
      const inverseAt = at("batchNorm", "inverse", inverse, columns);
      call.batchNorm(xAt, gammaAt, betaAt, epsilon, yAt, normalizedAt, meanAt, varianceAt, inverseAt, rows, columns);
    },

    batchNormInference(x, gamma, beta, mean, variance, epsilon, y, rows, columns) {
      const xAt = at("batchNormInference", "x", x, rows * columns);
      const gammaAt = at("batchNormInference", "gamma", gamma, columns);
      const betaAt = at("batchNormInference", "beta", beta, columns);
      const meanAt = at("batchNormInference", "mean", mean, columns);
      const varianceAt = at("batchNormInference", "variance", variance, columns);
      const yAt = at("batchNormInference", "y", y, rows * columns);
      call.batchNormInference(xAt, gammaAt, betaAt, meanAt, varianceAt, epsilon, yAt, rows, columns);
    },

    batchNormBackward(yGrad, normalized, gamma, inverse, xGrad, gammaGrad, betaGrad, rows, columns) {
      const yGradAt = at("batchNormBackward", "yGrad", yGrad, rows * columns);
      const normalizedAt = at("batchNormBackward", "normalized", normalized, rows * columns);
      const gammaAt = at("batchNormBackward", "gamma", gamma, columns);
      const inverseAt = at("batchNormBackward", "inverse", inverse, columns);
      const xGradAt = at("batchNormBackward", "xGrad", xGrad, rows * columns);
      const gammaGradAt = at("batchNormBackward", "gammaGrad", gammaGrad, columns);
      const betaGradAt = at("batchNormBackward", "betaGrad", betaGrad, columns);
      call.batchNormBackward(yGradAt, normalizedAt, gammaAt, inverseAt, xGradAt, gammaGradAt, betaGradAt, rows, columns);
    },

    layerNorm(x, gamma, beta, epsilon, y, normalized, inverse, rows, columns) {
      const xAt = at("layerNorm", "x", x, rows * columns);
      const gammaAt = at("layerNorm", "gamma", gamma, columns);
      const betaAt = at("layerNorm", "beta", beta, columns);
      const yAt = at("layerNorm", "y", y, rows * columns);
      const normalizedAt = at("layerNorm", "normalized", normalized, rows * columns);
      const inverseAt = at("layerNorm", "inverse", inverse, rows);
      call.layerNorm(xAt, gammaAt, betaAt, epsilon, yAt, normalizedAt, inverseAt, rows, columns);
    },

    layerNormBackward(yGrad, normalized, gamma, inverse, xGrad, gammaGrad, betaGrad, rows, columns) {
      const yGradAt = at("layerNormBackward", "yGrad", yGrad, rows * columns);
      const normalizedAt = at("layerNormBackward", "normalized", normalized, rows * columns);
      const gammaAt = at("layerNormBackward", "gamma", gamma, columns);
      const inverseAt = at("layerNormBackward", "inverse", inverse, rows);
      const xGradAt = at("layerNormBackward", "xGrad", xGrad, rows * columns);
      const gammaGradAt = at("layerNormBackward", "gammaGrad", gammaGrad, columns);
      const betaGradAt = at("layerNormBackward", "betaGrad", betaGrad, columns);
      call.layerNormBackward(yGradAt, normalizedAt, gammaAt, inverseAt, xGradAt, gammaGradAt, betaGradAt, rows, columns);
    },

    leakyRelu(x, slope, y, n) {
      const xAt = at("leakyRelu", "x", x, n);
      const yAt = at("leakyRelu", "y", y, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [xAt + 4 * from, slope, yAt + 4 * from, count];
        team.share("leakyRelu", { work: n, size: n, unit: 16, part });
      } else {
        call.leakyRelu(xAt, slope, yAt, n);
      }
    },

    leakyReluBackward(y, yGrad, slope, xGrad, n) {
      const yAt = at("leakyReluBackward", "y", y, n);
      const yGradAt = at("leakyReluBackward", "yGrad", yGrad, n);
      const xGradAt = at("leakyReluBackward", "xGrad", xGrad, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [yAt + 4 * from, yGradAt + 4 * from, slope, xGradAt + 4 * from, count];
        team.share("leakyReluBackward", { work: n, size: n, unit: 16, part });
      } else {
        call.leakyReluBackward(yAt, yGradAt, slope, xGradAt, n);
      }
    },

    elu(x, alpha, y, n) {
      const xAt = at("elu", "x", x, n);
      const yAt = at("elu", "y", y, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [xAt + 4 * from, alpha, yAt + 4 * from, count];
        team.share("elu", { work: n, size: n, unit: 16, part });
      } else {
        call.elu(xAt, alpha, yAt, n);
      }
    },

    eluBackward(y, yGrad, alpha, xGrad, n) {
      const yAt = at("eluBackward", "y", y, n);
      const yGradAt = at("eluBackward", "yGrad", yGrad, n);
      const xGradAt = at("eluBackward", "xGrad", xGrad, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [yAt + 4 * from, yGradAt + 4 * from, alpha, xGradAt + 4 * from, count];
        team.share("eluBackward", { work: n, size: n, unit: 16, part });
      } else {
        call.eluBackward(yAt, yGradAt, alpha, xGradAt, n);
      }
    },

    gelu(x, y, n) {
      const xAt = at("gelu", "x", x, n);
      const yAt = at("gelu", "y", y, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [xAt + 4 * from, yAt + 4 * from, count];
        team.share("gelu", { work: n, size: n, unit: 16, part });
      } else {
        call.gelu(xAt, yAt, n);
      }
    },

    geluBackward(x, yGrad, xGrad, n) {
      const xAt = at("geluBackward", "x", x, n);
      const yGradAt = at("geluBackward", "yGrad", yGrad, n);
      const xGradAt = at("geluBackward", "xGrad", xGrad, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [xAt + 4 * from, yGradAt + 4 * from, xGradAt + 4 * from, count];
        team.share("geluBackward", { work: n, size: n, unit: 16, part });
      } else {
        call.geluBackward(xAt, yGradAt, xGradAt, n);
      }
    },

    geluTanh(x, y, n) {
      const xAt = at("geluTanh", "x", x, n);
      const yAt = at("geluTanh", "y", y, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [xAt + 4 * from, yAt + 4 * from, count];
        team.share("geluTanh", { work: n, size: n, unit: 16, part });
      } else {
        call.geluTanh(xAt, yAt, n);
      }
    },

    geluTanhBackward(x, yGrad, xGrad, n) {
      const xAt = at("geluTanhBackward", "x", x, n);
      const yGradAt = at("geluTanhBackward", "yGrad", yGrad, n);
      const xGradAt = at("geluTanhBackward", "xGrad", xGrad, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [xAt + 4 * from, yGradAt + 4 * from, xGradAt + 4 * from, count];
        team.share("geluTanhBackward", { work: n, size: n, unit: 16, part });
      } else {
        call.geluTanhBackward(xAt, yGradAt, xGradAt, n);
      }
    },

    silu(x, y, n) {
      const xAt = at("silu", "x", x, n);
      const yAt = at("silu", "y", y, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [xAt + 4 * from, yAt + 4 * from, count];
        team.share("silu", { work: n, size: n, unit: 16, part });
      } else {
        call.silu(xAt, yAt, n);
      }
    },

    siluBackward(x, yGrad, xGrad, n) {
      const xAt = at("siluBackward", "x", x, n);
      const yGradAt = at("siluBackward", "yGrad", yGrad, n);
      const xGradAt = at("siluBackward", "xGrad", xGrad, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [xAt + 4 * from, yGradAt + 4 * from, xGradAt + 4 * from, count];
        team.share("siluBackward", { work: n, size: n, unit: 16, part });
      } else {
        call.siluBackward(xAt, yGradAt, xGradAt, n);
      }
    },

    tanh(x, y, n) {
      const xAt = at("tanh", "x", x, n);
      const yAt = at("tanh", "y", y, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [xAt + 4 * from, yAt + 4 * from, count];
        team.share("tanh", { work: n, size: n, unit: 16, part });
      } else {
        call.tanh(xAt, yAt, n);
      }
    },

    tanhBackward(y, yGrad, xGrad, n) {
      const yAt = at("tanhBackward", "y", y, n);
      const yGradAt = at("tanhBackward", "yGrad", yGrad, n);
      const xGradAt = at("tanhBackward", "xGrad", xGrad, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [yAt + 4 * from, yGradAt + 4 * from, xGradAt + 4 * from, count];
        team.share("tanhBackward", { work: n, size: n, unit: 16, part });
      } else {
        call.tanhBackward(yAt, yGradAt, xGradAt, n);
      }
    },

    sigmoid(x, y, n) {
      const xAt = at("sigmoid", "x", x, n);
      const yAt = at("sigmoid", "y", y, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [xAt + 4 * from, yAt + 4 * from, count];
        team.share("sigmoid", { work: n, size: n, unit: 16, part });
      } else {
        call.sigmoid(xAt, yAt, n);
      }
    },

    sigmoidBackward(y, yGrad, xGrad, n) {
      const yAt = at("sigmoidBackward", "y", y, n);
      const yGradAt = at("sigmoidBackward", "yGrad", yGrad, n);
      const xGradAt = at("sigmoidBackward", "xGrad", xGrad, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [yAt + 4 * from, yGradAt + 4 * from, xGradAt + 4 * from, count];
        team.share("sigmoidBackward", { work: n, size: n, unit: 16, part });
      } else {
        call.sigmoidBackward(yAt, yGradAt, xGradAt, n);
      }
    },

    sgd(w, g, rate, n) {
      const wAt = at("sgd", "w", w, n);
      const gAt = at("sgd", "g", g, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [wAt + 4 * from, gAt + 4 * from, rate, count];
        team.share("sgd", { work: n, size: n, unit: 16, part });
      } else {
        call.sgd(wAt, gAt, rate, n);
      }
    },

    momentum(w, g, v, rate, momentum, n) {
      const wAt = at("momentum", "w", w, n);
      const gAt = at("momentum", "g", g, n);
      const vAt = at("momentum", "v", v, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [wAt + 4 * from, gAt + 4 * from, vAt + 4 * from, rate, momentum, count];
        team.share("momentum", { work: n, size: n, unit: 16, part });
      } else {
        call.momentum(wAt, gAt, vAt, rate, momentum, n);
      }
    },

    nesterov(w, g, v, rate, momentum, n) {
      const wAt = at("nesterov", "w", w, n);
      const gAt = at("nesterov", "g", g, n);
      const vAt = at("nesterov", "v", v, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [wAt + 4 * from, gAt + 4 * from, vAt + 4 * from, rate, momentum, 1 + momentum, count];
        team.share("nesterov", { work: n, size: n, unit: 16, part });
      } else {
        call.nesterov(wAt, gAt, vAt, rate, momentum, 1 + momentum, n);
      }
    },

    adagrad(w, g, cache, rate, epsilon, n) {
      const wAt = at("adagrad", "w", w, n);
      const gAt = at("adagrad", "g", g, n);
      const cacheAt = at("adagrad", "cache", cache, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [wAt + 4 * from, gAt + 4 * from, cacheAt + 4 * from, rate, epsilon, count];
        team.share("adagrad", { work: n, size: n, unit: 16, part });
      } else {
        call.adagrad(wAt, gAt, cacheAt, rate, epsilon, n);
      }
    },

    rmsprop(w, g, cache, rate, decay, epsilon, n) {
      const wAt = at("rmsprop", "w", w, n);
      const gAt = at("rmsprop", "g", g, n);
      const cacheAt = at("rmsprop", "cache", cache, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [wAt + 4 * from, gAt + 4 * from, cacheAt + 4 * from, rate, decay, 1 - decay, epsilon, count];
        team.share("rmsprop", { work: n, size: n, unit: 16, part });
      } else {
        call.rmsprop(wAt, gAt, cacheAt, rate, decay, 1 - decay, epsilon, n);
      }
    },

    adam(w, g, m, v, rate, beta1, beta2, correction, epsilon, decay, n) {
      const wAt = at("adam", "w", w, n);
      const gAt = at("adam", "g", g, n);
      const mAt = at("adam", "m", m, n);
      const vAt = at("adam", "v", v, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [wAt + 4 * from, gAt + 4 * from, mAt + 4 * from, vAt + 4 * from, rate, beta1, 1 - beta1, beta2, 1 - beta2, correction, epsilon, decay, count];
        team.share("adam", { work: n, size: n, unit: 16, part });
      } else {
        call.adam(wAt, gAt, mAt, vAt, rate, beta1, 1 - beta1, beta2, 1 - beta2, correction, epsilon, decay, n);
      }
    },

    lion(w, g, m, rate, beta1, beta2, keep, n) {
      const wAt = at("lion", "w", w, n);
      const gAt = at("lion", "g", g, n);
      const mAt = at("lion", "m", m, n);
      if (team.shares(n)) {
        const part = (from: number, count: number) => [wAt + 4 * from, gAt + 4 * from, mAt + 4 * from, rate, beta1, 1 - beta1, beta2, 1 - beta2, keep, count];
        team.share("lion", { work: n, size: n, unit: 16, part });
      } else {
        call.lion(wAt, gAt, mAt, rate, beta1, 1 - beta1, beta2, 1 - beta2, keep, n);
      }
    },
  };
}
