/**
 * Layer normalization (Ba, Kiros and Hinton 2016): each row by its own statistics, so training and
 * testing are the same and the size of the batch does not matter.
 *
 * Forward:  mean and variance of each row over its D features (the variance divides by D),
 *           normalized = (x − mean) / sqrt(variance + epsilon), y = gamma·normalized + beta.
 * Backward: dbeta = Σ dy and dgamma = Σ dy·normalized over the rows; for each row, with g = dy·gamma,
 *           dx = 1 / (D·sqrt(variance + epsilon)) · (D·g − Σ g − normalized·Σ g·normalized).
 */
import type { ConfigOf } from "@samebit/input";
import type { Floats } from "@samebit/tensors";
import { requireFeatures } from "./checks.ts";
import type { Layer, LayerContext, LayerKind, Mode } from "./layer.ts";
import { declareNormalization, EPSILON, FIRST_GAMMA } from "./normalization.ts";
import { createRowSums, numbersFrom, type Piece } from "./pieces.ts";

const FIELDS = { epsilon: EPSILON, firstGamma: FIRST_GAMMA } as const;

/** Layer normalization: parameters `gamma, beta: [features]`. */
export const layerNorm: LayerKind<typeof FIELDS> = {
  fields: FIELDS,
  numbered: "scales",
  declare(config, inputShape, name) {
    const where = name("layerNorm");
    requireFeatures(where, inputShape, IMAGES_INSTEAD);
    return declareNormalization(where, FIELDS, config, inputShape, name);
  },
  create,
};

/**
 * It is refused for images, since it could mean three things: a gamma for each number (PyTorch's
 * LayerNorm of three axes, which ties weights to places), one for each channel (one group of a
 * group norm), or statistics of each pixel alone.
 */
const IMAGES_INSTEAD = '; of images "group-norm" with groups 1 normalizes each example';

function create(config: ConfigOf<string, typeof FIELDS>, context: LayerContext): Layer {
  const { epsilon } = config;
  const { kernels, maxRows, inputShape, parameters, name } = context;
  const [features] = inputShape as [number];
  const gamma = parameters[0]!;
  const beta = parameters[1]!;
  const y = kernels.allocate(maxRows * features);
  const normalized = kernels.allocate(maxRows * features);
  const xGrad = kernels.allocate(maxRows * features);
  const inverse = kernels.allocate(maxRows);
  const sumOverRows = createRowSums(context, [gamma.gradient.data, beta.gradient.data]);
  let piece: Piece | undefined;
  return {
    name: name("layerNorm"),
    inputShape,
    outputShape: inputShape,
    parameters,
    state: [],
    output: y,
    xGrad,
    forward(x: Floats, rows: number, mode: Mode): Floats {
      if (mode.training) piece = mode.piece;
      const [g, b] = [gamma.value.data, beta.value.data];
      kernels.layerNorm(x, g, b, epsilon, y, normalized, inverse, rows, features);
      return y;
    },
    backward(yGrad: Floats, rows: number): Floats {
      sumOverRows(rows, piece, (from, count, [gammaGrad, betaGrad]) => {
        const at = from * features;
        kernels.layerNormBackward(
          numbersFrom(yGrad, at),
          numbersFrom(normalized, at),
          gamma.value.data,
          numbersFrom(inverse, from),
          numbersFrom(xGrad, at),
          gammaGrad!,
          betaGrad!,
          count,
          features,
        );
      });
      return xGrad;
    },
  };
}
