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
 * For images each channel is normalized, over the rows and its pixels: spatial batch normalization
 * (section 3.2 there); N is then the number of rows times the number of pixels.
 *
 * PyTorch's momentum is 1 − ours, and its running variance divides by N − 1. runningMean starts at
 * 0 and runningVariance at 1, as in PyTorch, so that an untrained network can be evaluated; the
 * course starts both at 0, which matters only for the first steps: after t steps the start weighs
 * momentum^t.
 */
import type { ConfigOf } from "@samebit/input";
import { createTensor, type Floats, sizeOf } from "@samebit/tensors";
import { requireFeaturesOrImages } from "./checks.ts";
import type { Layer, LayerContext, LayerKind, Mode, Parameter } from "./layer.ts";
import { declareNormalization, EPSILON, FIRST_GAMMA, MOMENTUM } from "./normalization.ts";

const FIELDS = { epsilon: EPSILON, momentum: MOMENTUM, firstGamma: FIRST_GAMMA } as const;

type Config = ConfigOf<string, typeof FIELDS>;

/**
 * Batch normalization: parameters `gamma, beta: [features]`, state `runningMean, runningVariance`;
 * for images `[channels]`.
 */
export const batchNorm: LayerKind<typeof FIELDS> = {
  fields: FIELDS,
  numbered: "scales",
  wholeBatch: "its statistics are those of the whole minibatch",
  declare(config, inputShape, name) {
    const where = name("batchNorm");
    requireFeaturesOrImages(where, inputShape);
    return declareNormalization(where, FIELDS, config, inputShape, name);
  },
  create,
};

function create(config: Config, context: LayerContext): Layer {
  const { momentum } = config;
  const { kernels, inputShape, parameters, name } = context;
  const channels = inputShape[0]!;
  const statistics: Statistics = {
    mean: kernels.allocate(channels),
    variance: kernels.allocate(channels),
    inverse: kernels.allocate(channels),
    runningMean: kernels.allocate(channels),
    runningVariance: kernels.allocate(channels).fill(1),
  };
  const { mean, variance, runningMean, runningVariance } = statistics;
  const createPasses = inputShape.length === 1 ? passesOverRows : passesOverImages;
  const { y, xGrad, train, test, backward } = createPasses(config, context, statistics);
  return {
    name: name("batchNorm"),
    inputShape,
    outputShape: inputShape,
    parameters,
    state: [
      { name: name("runningMean"), tensor: createTensor([channels], runningMean) },
      { name: name("runningVariance"), tensor: createTensor([channels], runningVariance) },
    ],
    output: y,
    xGrad,
    forward(x: Floats, rows: number, mode: Mode): Floats {
      if (!mode.training) {
        test(x, rows);
        return y;
      }
      train(x, rows);
      kernels.blend(runningMean, mean, momentum, channels);
      kernels.blend(runningVariance, variance, momentum, channels);
      return y;
    },
    backward(yGrad: Floats, rows: number): Floats {
      backward(yGrad, rows);
      return xGrad;
    },
  };
}

/** One number for each feature or channel: that of the batch, and the running statistic. */
type Statistics = Readonly<
  Record<"mean" | "variance" | "inverse" | "runningMean" | "runningVariance", Floats>
>;

/** The passes over batches of one kind, with what they write. */
interface Passes {
  readonly y: Floats;
  readonly xGrad: Floats;
  train(x: Floats, rows: number): void;
  test(x: Floats, rows: number): void;
  backward(yGrad: Floats, rows: number): void;
}

function passesOverRows(
  { epsilon }: Config,
  context: LayerContext,
  statistics: Statistics,
): Passes {
  const { kernels, maxRows, inputShape, parameters } = context;
  const [gamma, beta] = parameters as readonly [Parameter, Parameter];
  const { mean, variance, inverse, runningMean, runningVariance } = statistics;
  const features = inputShape[0]!;
  const [y, normalized, xGrad] = [0, 1, 2].map(() => kernels.allocate(maxRows * features)) as [
    Floats,
    Floats,
    Floats,
  ];
  return {
    y,
    xGrad,
    train(x, rows) {
      const [g, b] = [gamma.value.data, beta.value.data];
      kernels.batchNorm(x, g, b, epsilon, y, normalized, mean, variance, inverse, rows, features);
    },
    test(x, rows) {
      const [g, b] = [gamma.value.data, beta.value.data];
      kernels.batchNormInference(x, g, b, runningMean, runningVariance, epsilon, y, rows, features);
    },
    backward(yGrad, rows) {
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
    },
  };
}

/**
 * The normalized values are not kept: the backward pass computes them again from x, which still
 * exists.
 */
function passesOverImages(
  { epsilon }: Config,
  context: LayerContext,
  statistics: Statistics,
): Passes {
  const { kernels, maxRows, inputShape, parameters } = context;
  const [gamma, beta] = parameters as readonly [Parameter, Parameter];
  const { mean, variance, inverse, runningMean, runningVariance } = statistics;
  const channels = inputShape[0]!;
  const size = sizeOf(inputShape);
  const pixels = size / channels;
  const y = kernels.allocate(maxRows * size);
  const xGrad = kernels.allocate(maxRows * size);
  let input = kernels.allocate(0);
  return {
    y,
    xGrad,
    train(x, rows) {
      input = x;
      const [g, b, sizes] = [gamma.value.data, beta.value.data, [rows, channels, pixels]] as const;
      kernels.spatialBatchNorm(x, g, b, epsilon, y, mean, variance, inverse, ...sizes);
    },
    test(x, rows) {
      const [g, b, sizes] = [gamma.value.data, beta.value.data, [rows, channels, pixels]] as const;
      const [m, v] = [runningMean, runningVariance];
      kernels.spatialBatchNormInference(x, g, b, m, v, epsilon, y, ...sizes);
    },
    backward(yGrad, rows) {
      kernels.spatialBatchNormBackward(
        yGrad,
        input,
        gamma.value.data,
        mean,
        inverse,
        xGrad,
        gamma.gradient.data,
        beta.gradient.data,
        rows,
        channels,
        pixels,
      );
    },
  };
}
