/**
 * Batch normalization (Ioffe and Szegedy 2015, algorithm 1), in the course's convention.
 *
 * Training: mean and variance of each feature over the rows of the batch (the variance divides by
 *           N: biased), normalized = (x − mean) / sqrt(variance + epsilon),
 *           y = gamma·normalized + beta; then for both statistics
 *           running = momentum·running + (1 − momentum)·batch.
 * Testing:  y = gamma·(x − runningMean) / sqrt(runningVariance + epsilon) + beta.
 * Backward: dbeta = Σ dy, dgamma = Σ dy·normalized,
 *           dx = gamma / (N·sqrt(variance + epsilon)) · (N·dy − dbeta − normalized·dgamma).
 *
 * PyTorch's momentum is 1 − ours, and its running variance divides by N − 1. runningMean starts at 0
 * and runningVariance at 1, as in PyTorch, so that an untrained network can be evaluated; the course
 * starts both at 0, which matters for the first steps alone: after t steps the start weighs momentum^t.
 */
import { type ConfigOf, FRACTION } from "@samebit/input";
import { createTensor, type Floats } from "@samebit/tensors";
import type { Layer, LayerContext, LayerKind, Mode } from "./layer.ts";
import { declareNormalization, EPSILON } from "./normalization.ts";

/** The fields of batch normalization; the defaults are the course's. */
export const BATCH_NORM_FIELDS = {
  epsilon: EPSILON,
  momentum: {
    holds: FRACTION,
    default: 0.9,
    about: "The share of the running statistics that a step keeps",
  },
} as const;

/** Batch normalization: parameters `gamma, beta: [features]`, state `runningMean, runningVariance`. */
export const batchNorm: LayerKind<typeof BATCH_NORM_FIELDS> = {
  fields: BATCH_NORM_FIELDS,
  numbered: "scales",
  declare: (config, inputShape, name) =>
    declareNormalization("batchNorm", BATCH_NORM_FIELDS, config, inputShape, name),
  create,
};

function create(config: ConfigOf<string, typeof BATCH_NORM_FIELDS>, context: LayerContext): Layer {
  const { epsilon, momentum } = config;
  const { kernels, maxRows, inputShape, parameters, name } = context;
  const [features] = inputShape as [number];
  const gamma = parameters[0]!;
  const beta = parameters[1]!;
  const y = kernels.allocate(maxRows * features);
  const normalized = kernels.allocate(maxRows * features);
  const xGrad = kernels.allocate(maxRows * features);
  const mean = kernels.allocate(features);
  const variance = kernels.allocate(features);
  const inverse = kernels.allocate(features);
  const runningMean = kernels.allocate(features);
  const runningVariance = kernels.allocate(features).fill(1);

  function train(x: Floats, rows: number): void {
    const [g, b] = [gamma.value.data, beta.value.data];
    kernels.batchNorm(x, g, b, epsilon, y, normalized, mean, variance, inverse, rows, features);
    kernels.blend(runningMean, mean, momentum, features);
    kernels.blend(runningVariance, variance, momentum, features);
  }

  function test(x: Floats, rows: number): void {
    const [g, b] = [gamma.value.data, beta.value.data];
    kernels.batchNormInference(x, g, b, runningMean, runningVariance, epsilon, y, rows, features);
  }

  return {
    name: name("batchNorm"),
    inputShape,
    outputShape: inputShape,
    parameters,
    state: [
      { name: name("runningMean"), tensor: createTensor([features], runningMean) },
      { name: name("runningVariance"), tensor: createTensor([features], runningVariance) },
    ],
    output: y,
    xGrad,
    forward(x: Floats, rows: number, mode: Mode): Floats {
      if (mode.training) train(x, rows);
      else test(x, rows);
      return y;
    },
    backward(yGrad: Floats, rows: number): Floats {
      kernels.batchNormBackward(
        yGrad,
        normalized,
        gamma.value.data,
        inverse,
        xGrad,
        gamma.gradient.data,
        beta.gradient.data,
        rows,
        features,
      );
      return xGrad;
    },
  };
}
