/**
 * The convolution of images of several channels: y = x * W + b, one plane of y for each filter.
 *
 * Forward:  y[f, i, j] = Σ over (c, r, k) of x[c, i·stride + r − padding, j·stride + k − padding]·W[f, c, r, k], then y += b.
 * Backward: dW the same sum over (i, j) of dy·x, db = sums of dy over pixels, dx = Σ over (f, r, k) of dy·W.
 *
 * Pixels outside the image are 0. Each group of channels has its own filters and sees no other
 * channels.
 */
import { type ConfigOf, FROM_1, requireFields, TRUTH } from "@samebit/input";
import type { ConvolutionSizes, Floats, Shape } from "@samebit/tensors";
import { requireDivisor, requireImages } from "./checks.ts";
import type { Layer, LayerContext, LayerDeclaration, LayerKind, Mode, Naming } from "./layer.ts";
import { createRowSums, isLast, numbersFrom, type Piece, roomForRows } from "./pieces.ts";
import { PADDING, placesOn } from "./places.ts";
import { declareWeights } from "./weights.ts";

const FIELDS = {
  filters: { holds: FROM_1, example: 32, about: "Channels of y" },
  kernel: { holds: FROM_1, example: 3, about: "Rows and columns of a filter" },
  stride: { holds: FROM_1, default: 1, about: "Pixels of x from one pixel of y to the next" },
  padding: {
    holds: PADDING,
    default: "same",
    about:
      "Rows and columns of zeros around x; `same` for as many pixels as x has, `valid` for none",
  },
  groups: {
    holds: FROM_1,
    default: 1,
    about: "Parts of the channels, each with filters of its own",
  },
  bias: { holds: TRUTH, default: true, about: "Whether there is a b" },
} as const;

type Config = ConfigOf<string, typeof FIELDS>;

/**
 * The convolution: `W: [filters, channels / groups, kernel, kernel]` and, if asked for, `b:
 * [filters]`.
 */
export const convolution: LayerKind<typeof FIELDS> = {
  fields: FIELDS,
  numbered: "weights",
  declare,
  create,
};

function declare(config: Config, inputShape: Shape, name: Naming): LayerDeclaration {
  const { filters, kernel, groups, bias } = config;
  const where = name("convolution");
  requireFields(where, FIELDS, config);
  const [channels] = requireImages(where, inputShape);
  requireDivisor(where, "groups", groups, "channels", channels);
  requireDivisor(where, "groups", groups, "filters", filters);
  const { outHeight, outWidth } = placesOn(where, inputShape, { ...config, name: "kernel" });
  const taps = kernel * kernel;
  const shape = [filters, channels / groups, kernel, kernel];
  const fans = { in: (channels / groups) * taps, out: (filters / groups) * taps };
  return {
    outputShape: [filters, outHeight, outWidth],
    parameters: declareWeights(name, shape, fans, bias ? filters : undefined),
    multiplications: filters * outHeight * outWidth * (channels / groups) * taps,
  };
}

function create(config: Config, context: LayerContext): Layer {
  const { filters, kernel, stride, groups, bias } = config;
  const { kernels, maxRows, inputShape, inputGradient, parameters, name } = context;
  const [channels, height, width] = inputShape as [number, number, number];
  const where = name("convolution");
  const { before, outHeight, outWidth } = placesOn(where, inputShape, {
    ...config,
    name: "kernel",
  });
  const pixels = outHeight * outWidth;
  const [taken, given] = [channels * height * width, filters * pixels];
  const sizes: ConvolutionSizes = [
    groups,
    channels / groups,
    filters / groups,
    height,
    width,
    kernel,
    stride,
    before,
    outHeight,
    outWidth,
  ];
  const weight = parameters[0]!;
  const shift = bias ? parameters[1]! : undefined;
  const y = kernels.allocate(maxRows * given);
  const xGrad = kernels.allocate(inputGradient ? maxRows * taken : 0);
  const planeSums = roomForRows(context, bias ? filters : 0);
  const sumOverImages = createRowSums(context, [weight.gradient.data]);
  let input = kernels.allocate(0);
  let piece: Piece | undefined;
  return {
    name: where,
    inputShape,
    outputShape: [filters, outHeight, outWidth],
    parameters,
    state: [],
    output: y,
    xGrad,
    forward(x: Floats, rows: number, mode: Mode): Floats {
      if (mode.training) [input, piece] = [x, mode.piece];
      kernels.convolution(x, weight.value.data, y, rows, ...sizes);
      if (shift !== undefined) kernels.addChannelBias(y, shift.value.data, rows, filters, pixels);
      return y;
    },
    backward(yGrad: Floats, rows: number): Floats {
      sumOverImages(rows, piece, (from, count, [gradient]) => {
        const [x, grad] = [numbersFrom(input, from * taken), numbersFrom(yGrad, from * given)];
        kernels.convolutionByWeights(x, grad, gradient!, count, ...sizes);
      });
      if (shift !== undefined) {
        const sums = numbersFrom(planeSums, (piece?.first ?? 0) * filters);
        kernels.rowSums(yGrad, sums, rows * filters, pixels);
        if (isLast(piece, rows)) {
          kernels.columnSums(planeSums, shift.gradient.data, piece?.of ?? rows, filters);
        }
      }
      if (inputGradient) {
        kernels.convolutionByData(yGrad, weight.value.data, xGrad, rows, ...sizes);
      }
      return xGrad;
    },
  };
}
