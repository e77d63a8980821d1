/**
 * Average pooling over all pixels of an image (Lin et al. 2014): one number for each channel.
 *
 * Forward:  y[c] = (Σ over pixels of x[c, i, j]) / pixels.
 * Backward: dx[c, i, j] = dy[c] / pixels.
 */
import type { ConfigOf } from "@samebit/input";
import type { Floats, Shape } from "@samebit/tensors";
import { requireImages } from "./checks.ts";
import type { Layer, LayerContext, LayerDeclaration, LayerKind, Naming } from "./layer.ts";

const FIELDS = {} as const;

/** Global average pooling: from `[channels, height, width]` to `[channels]`; it has no parameters. */
export const globalAveragePool: LayerKind<typeof FIELDS> = { fields: FIELDS, declare, create };

function declare(
  _config: ConfigOf<string, typeof FIELDS>,
  inputShape: Shape,
  name: Naming,
): LayerDeclaration {
  const [channels] = requireImages(name("globalAveragePool"), inputShape);
  return { outputShape: [channels], parameters: [], multiplications: 0 };
}

function create(_config: ConfigOf<string, typeof FIELDS>, context: LayerContext): Layer {
  const { kernels, maxRows, inputShape, inputGradient, parameters, name } = context;
  const [channels, height, width] = inputShape as [number, number, number];
  const pixels = height * width;
  const y = kernels.allocate(maxRows * channels);
  const xGrad = kernels.allocate(inputGradient ? maxRows * channels * pixels : 0);
  return {
    name: name("globalAveragePool"),
    inputShape,
    outputShape: [channels],
    parameters,
    state: [],
    output: y,
    xGrad,
    forward(x: Floats, rows: number): Floats {
      const planes = rows * channels;
      kernels.rowSums(x, y, planes, pixels);
      for (let p = 0; p < planes; p++) y[p] = y[p]! / pixels;
      return y;
    },
    backward(yGrad: Floats, rows: number): Floats {
      if (inputGradient) {
        for (let p = 0; p < rows * channels; p++) {
          xGrad.fill(yGrad[p]! / pixels, p * pixels, (p + 1) * pixels);
        }
      }
      return xGrad;
    },
  };
}
