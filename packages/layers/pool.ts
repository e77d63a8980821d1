/** What max and average pooling share: their fields, their shapes and their buffers. */
import { type ConfigOf, FROM_1, requireFields } from "@samebit/input";
import { type Floats, type PoolingSizes, type Shape, sizeOf } from "@samebit/tensors";
import { requireImages } from "./checks.ts";
import type { Layer, LayerContext, LayerDeclaration } from "./layer.ts";
import { placesOn } from "./places.ts";

/** The fields of both. */
export const POOL_FIELDS = {
  size: { holds: FROM_1, default: 2, about: "Rows and columns of a window" },
  stride: { holds: FROM_1, default: 2, about: "Pixels from window to window" },
} as const;

type Config = ConfigOf<string, typeof POOL_FIELDS>;

/** The buffers of a pooling, and what both passes need. */
export interface PoolPlan {
  /** Everything in the layer except its passes. */
  readonly layer: Omit<Layer, "forward" | "backward">;
  /** Planes of one example. */
  readonly channels: number;
  /** What follows the number of planes in the parameters of the kernels. */
  readonly sizes: PoolingSizes;
  /** Room for the output. */
  readonly y: Floats;
  /** Room for the gradient of x; none if it is not needed. */
  readonly xGrad: Floats;
}

/** The declaration of a pooling; windows that would reach beyond the image are left out. */
export function declarePool(where: string, config: Config, inputShape: Shape): LayerDeclaration {
  requireFields(where, POOL_FIELDS, config);
  const [channels] = requireImages(where, inputShape);
  const { outHeight, outWidth } = windowsOn(where, config, inputShape);
  return { outputShape: [channels, outHeight, outWidth], parameters: [], multiplications: 0 };
}

/** Plans the buffers. */
export function planPool(where: string, config: Config, context: LayerContext): PoolPlan {
  const { kernels, maxRows, inputShape, inputGradient, parameters } = context;
  const [channels, height, width] = inputShape as [number, number, number];
  const { outHeight, outWidth } = windowsOn(where, config, inputShape);
  const outputShape = [channels, outHeight, outWidth];
  const y = kernels.allocate(maxRows * sizeOf(outputShape));
  const xGrad = kernels.allocate(inputGradient ? maxRows * sizeOf(inputShape) : 0);
  return {
    layer: { name: where, inputShape, outputShape, parameters, state: [], output: y, xGrad },
    channels,
    sizes: [height, width, config.size, config.stride, outHeight, outWidth],
    y,
    xGrad,
  };
}

function windowsOn(where: string, { size, stride }: Config, inputShape: Shape) {
  return placesOn(where, inputShape, { name: "size", kernel: size, stride, padding: "valid" });
}
