/**
 * Dropout of whole channels of images (Tompson et al. 2015, section 3.2: spatial dropout).
 * Neighbouring pixels carry nearly the same information, so dropping single ones removes little;
 * here a complete channel of an image is kept with probability keepRatio, and divided by it.
 *
 * Training: mask[n, c] = 1 / keepRatio where kept, else 0; y[n, c, ·] = x[n, c, ·]·mask[n, c].
 * Testing: y = x, the same array. Backward: dx[n, c, ·] = dy[n, c, ·]·mask[n, c].
 *
 * The mask is drawn as that of dropout, one number for each channel of each image: image n, channel c
 * is decided by word n·channels + c: `docs/contracts/14-normalization.md`, section 14.4.
 */
import { type ConfigOf, requireFields } from "@samebit/input";
import { type Floats, sizeOf } from "@samebit/tensors";
import { requireImages } from "./checks.ts";
import { KEPT } from "./dropout.ts";
import type { Layer, LayerContext, LayerKind, Mode } from "./layer.ts";
import { createPartMask } from "./part_mask.ts";

const FIELDS = {
  keepRatio: { holds: KEPT, example: 0.8, about: "The probability of keeping a channel" },
} as const;

/** Dropout of whole channels; it has no parameters. */
export const channelDropout: LayerKind<typeof FIELDS> = {
  fields: FIELDS,
  declare(config, inputShape, name) {
    requireFields(name("channelDropout"), FIELDS, config);
    requireImages(name("channelDropout"), inputShape);
    return { outputShape: inputShape, parameters: [], multiplications: 0 };
  },
  create,
};

function create({ keepRatio }: ConfigOf<string, typeof FIELDS>, context: LayerContext): Layer {
  const { kernels, maxRows, inputShape, parameters, name } = context;
  const channels = inputShape[0]!;
  const size = sizeOf(inputShape);
  const pixels = size / channels;
  const stream = context.stream(name("channelDropout"));
  const mask = createPartMask(keepRatio, stream, context, channels);
  let numbers = kernels.allocate(0);
  const y = kernels.allocate(maxRows * size);
  const xGrad = kernels.allocate(maxRows * size);
  return {
    name: name("channelDropout"),
    inputShape,
    outputShape: inputShape,
    parameters,
    state: [],
    output: y,
    xGrad,
    forward(x: Floats, rows: number, mode: Mode): Floats {
      if (!mode.training) return x;
      const planes = rows * channels;
      numbers = mask.draw(mode.step, rows, mode.piece);
      kernels.scalePlanes(x, numbers, y, planes, pixels);
      return y;
    },
    backward(yGrad: Floats, rows: number): Floats {
      kernels.scalePlanes(yGrad, numbers, xGrad, rows * channels, pixels);
      return xGrad;
    },
  };
}
