/** Which networks can begin with a convolution that whitens patches, and what that costs. */
import type { OwnLayers } from "@samebit/layers";
import type { Shape } from "@samebit/tensors";
import type { WhitenedConfig } from "./initializations/whitened.ts";
import { type NetworkConfig, outlineNetwork } from "./registry.ts";

/**
 * Makes sure that a network begins with a convolution that sees all channels of patches within its
 * images; returns how many multiplications it takes to whiten them.
 *
 * @throws {RangeError} It does not.
 */
export function requireWhitens(
  config: NetworkConfig,
  inputShape: Shape,
  outputs: number,
  { images }: WhitenedConfig,
  own?: OwnLayers,
): number {
  const outline = outlineNetwork(config, inputShape, outputs, own);
  const { inputShape: shape, layers: [first] } = outline;
  const layer = first!.config;
  if (layer?.kind !== "convolution") {
    throw new RangeError(
      `cannot be "whitened" for a network that begins with ${
        first!.title
      }; wanted a convolution first`,
    );
  }
  const { kernel, groups } = layer;
  const [channels, height, width] = shape as [number, number, number];
  if (groups > 1) {
    throw new RangeError(
      `cannot be "whitened" for ${first!.title} with ${groups} groups; wanted groups 1`,
    );
  }
  if (kernel > height || kernel > width) {
    throw new RangeError(
      `cannot be "whitened" for ${
        first!.title
      } with a kernel of ${kernel}, larger than images of ` +
        `${height} by ${width}`,
    );
  }
  const size = channels * kernel * kernel;
  return images * (height - kernel + 1) * (width - kernel + 1) * size * size;
}
