/**
 * Max pooling: the greatest pixel of each window, plane by plane.
 *
 * Forward: y[i, j] = max over the window of x; the first counts among equal ones. Backward: dx gets
 * dy at the greatest pixel; windows that share a pixel add up.
 */
import type { ConfigOf } from "@samebit/input";
import type { Floats, Shape } from "@samebit/tensors";
import type { Layer, LayerContext, LayerDeclaration, LayerKind, Mode, Naming } from "./layer.ts";
import { declarePool, planPool, POOL_FIELDS } from "./pool.ts";

/** Max pooling; it has no parameters. */
export const maxPool: LayerKind<typeof POOL_FIELDS> = { fields: POOL_FIELDS, declare, create };

type Config = ConfigOf<string, typeof POOL_FIELDS>;

function declare(config: Config, inputShape: Shape, name: Naming): LayerDeclaration {
  return declarePool(name("maxPool"), config, inputShape);
}

function create(config: Config, context: LayerContext): Layer {
  const { kernels, name } = context;
  const { layer, channels, sizes, y, xGrad } = planPool(name("maxPool"), config, context);
  let input = kernels.allocate(0);
  return {
    ...layer,
    forward(x: Floats, rows: number, mode: Mode): Floats {
      if (mode.training) input = x;
      kernels.maxPool(x, y, rows * channels, ...sizes);
      return y;
    },
    backward(yGrad: Floats, rows: number): Floats {
      if (xGrad.length > 0) kernels.maxPoolBackward(input, yGrad, xGrad, rows * channels, ...sizes);
      return xGrad;
    },
  };
}
