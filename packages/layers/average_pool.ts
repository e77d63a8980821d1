/**
 * Average pooling: the mean of each window, plane by plane.
 *
 * Forward:  y[i, j] = (Σ over the window of x) / size².
 * Backward: each pixel of a window gets dy / size²; windows that share a pixel add up.
 */
import type { ConfigOf } from "@samebit/input";
import type { Floats, Shape } from "@samebit/tensors";
import type { Layer, LayerContext, LayerDeclaration, LayerKind, Mode, Naming } from "./layer.ts";
import { declarePool, planPool, POOL_FIELDS } from "./pool.ts";

/** Average pooling; it has no parameters. */
export const averagePool: LayerKind<typeof POOL_FIELDS> = { fields: POOL_FIELDS, declare, create };

type Config = ConfigOf<string, typeof POOL_FIELDS>;

function declare(config: Config, inputShape: Shape, name: Naming): LayerDeclaration {
  return declarePool(name("averagePool"), config, inputShape);
}

function create(config: Config, context: LayerContext): Layer {
  const { kernels, name } = context;
  const { layer, channels, sizes, y, xGrad } = planPool(name("averagePool"), config, context);
  return {
    ...layer,
    forward(x: Floats, rows: number, _mode: Mode): Floats {
      kernels.averagePool(x, y, rows * channels, ...sizes);
      return y;
    },
    backward(yGrad: Floats, rows: number): Floats {
      if (xGrad.length > 0) kernels.averagePoolBackward(yGrad, xGrad, rows * channels, ...sizes);
      return xGrad;
    },
  };
}
