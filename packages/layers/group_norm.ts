/**
 * Group normalization of images (Wu and He 2018): the channels of each image in groups, each group
 * by its own statistics over channels and pixels, so training and testing are the same and the size
 * of the batch does not matter. A single group is layer normalization of the image; as many groups
 * as channels are instance normalization (Ulyanov, Vedaldi and Lempitsky 2016).
 *
 * Forward:  mean and variance of each group over its K numbers (the variance divides by K),
 *           normalized = (x − mean) / sqrt(variance + epsilon), y = gamma·normalized + beta, with a
 *           gamma and a beta for each channel.
 * Backward: dbeta = Σ dy and dgamma = Σ dy·normalized over images and pixels; for each group, with
 *           g = dy·gamma, dx = 1 / (K·sqrt(variance + epsilon)) · (K·g − Σ g − normalized·Σ g·normalized).
 */
import { type ConfigOf, FROM_1 } from "@samebit/input";
import { type Floats, sizeOf } from "@samebit/tensors";
import { requireDivisor, requireImages } from "./checks.ts";
import type { Layer, LayerContext, LayerKind, Mode, Parameter } from "./layer.ts";
import { declareNormalization, EPSILON, FIRST_GAMMA } from "./normalization.ts";
import { isLast, numbersFrom, type Piece, roomForRows } from "./pieces.ts";

const FIELDS = {
  groups: {
    holds: FROM_1,
    example: 8,
    about: "Parts of the channels; 1 is layer norm, one for each channel is instance norm",
  },
  epsilon: EPSILON,
  firstGamma: FIRST_GAMMA,
} as const;

/** Group normalization: parameters `gamma, beta: [channels]`. */
export const groupNorm: LayerKind<typeof FIELDS> = {
  fields: FIELDS,
  numbered: "scales",
  declare(config, inputShape, name) {
    const where = name("groupNorm");
    const [channels] = requireImages(where, inputShape);
    const declaration = declareNormalization(where, FIELDS, config, inputShape, name);
    requireDivisor(where, "groups", config.groups, "channels", channels);
    return declaration;
  },
  create,
};

function create(config: ConfigOf<string, typeof FIELDS>, context: LayerContext): Layer {
  const { groups, epsilon } = config;
  const { kernels, maxRows, inputShape, parameters, name } = context;
  const [gamma, beta] = parameters as readonly [Parameter, Parameter];
  const all = inputShape[0]!;
  const size = sizeOf(inputShape);
  const sizes = [groups, all / groups, size / all] as const;
  const [y, xGrad] = [0, 1].map(() => kernels.allocate(maxRows * size)) as [Floats, Floats];
  const [mean, inverse] = [0, 1].map(() => kernels.allocate(maxRows * groups)) as [Floats, Floats];
  const gammaSums = roomForRows(context, all);
  const betaSums = roomForRows(context, all);
  let input = kernels.allocate(0);
  let piece: Piece | undefined;
  return {
    name: name("groupNorm"),
    inputShape,
    outputShape: inputShape,
    parameters,
    state: [],
    output: y,
    xGrad,
    forward(x: Floats, rows: number, mode: Mode): Floats {
      if (mode.training) [input, piece] = [x, mode.piece];
      const [g, b] = [gamma.value.data, beta.value.data];
      kernels.groupNorm(x, g, b, epsilon, y, mean, inverse, rows, ...sizes);
      return y;
    },
    backward(yGrad: Floats, rows: number): Floats {
      const at = (piece?.first ?? 0) * all;
      const [g, sums] = [gamma.value.data, [gammaSums, betaSums]] as const;
      const [forGamma, forBeta] = sums.map((each) => numbersFrom(each, at)) as [Floats, Floats];
      const into = [xGrad, forGamma, forBeta] as const;
      kernels.groupNormBackward(yGrad, input, g, mean, inverse, ...into, rows, ...sizes);
      if (isLast(piece, rows)) {
        const images = piece?.of ?? rows;
        kernels.columnSums(gammaSums, gamma.gradient.data, images, all);
        kernels.columnSums(betaSums, beta.gradient.data, images, all);
      }
      return xGrad;
    },
  };
}
