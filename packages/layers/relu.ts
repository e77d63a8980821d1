/**
 * The rectifier: y = max(x, 0), element by element.
 *
 * Forward:  y = max(x, 0).
 * Backward: dx = dy where y > 0, else 0. At x = 0, where there is no derivative, dx is 0.
 */
import type { Floats } from "@samebit/tensors";
import { requireInteger } from "./checks.ts";
import type { Layer, LayerContext, LayerKind, Mode, ParameterDeclaration } from "./layer.ts";

/** A rectifier: y = max(x, 0). */
export interface ReluConfig {
  /** The discriminator. */
  readonly kind: "relu";
  /** Numbers in one row of x and of y. */
  readonly features: number;
}

/** The rectifier; it has no parameters. */
export const relu: LayerKind<ReluConfig> = { declare, create };

function declare(config: ReluConfig, number: number): ParameterDeclaration[] {
  requireInteger(`relu${number}`, "features", config.features, 1);
  return [];
}

function create(config: ReluConfig, context: LayerContext): Layer {
  const { features } = config;
  const { kernels, maxRows, parameters, number } = context;
  const y = kernels.allocate(maxRows * features);
  const xGrad = kernels.allocate(maxRows * features);
  return {
    name: `relu${number}`,
    outputs: features,
    parameters,
    state: [],
    output: y,
    xGrad,
    forward(x: Floats, rows: number, _mode: Mode): Floats {
      kernels.relu(x, y, rows * features);
      return y;
    },
    backward(yGrad: Floats, rows: number): Floats {
      kernels.reluBackward(y, yGrad, xGrad, rows * features);
      return xGrad;
    },
  };
}
