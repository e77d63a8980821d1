/**
 * Layer normalization (Ba, Kiros and Hinton 2016): each row by its own statistics, so training and
 * testing are the same and the size of the batch does not matter.
 *
 * Forward:  mean and variance of each row over its D features (the variance divides by D),
 *           normalized = (x − mean) / sqrt(variance + epsilon), y = gamma·normalized + beta.
 * Backward: dbeta = Σ dy and dgamma = Σ dy·normalized over the rows; for each row, with g = dy·gamma,
 *           dx = 1 / (D·sqrt(variance + epsilon)) · (D·g − Σ g − normalized·Σ g·normalized).
 */
import type { Floats, Shape } from "@samebit/tensors";
import { requireFeatures, requireNumber } from "./checks.ts";
import type { Layer, LayerContext, LayerDeclaration, LayerKind, Mode, Naming } from "./layer.ts";

/** Layer normalization over the features of each row. */
export interface LayerNormConfig {
  /** The discriminator. */
  readonly kind: "layer-norm";
  /** Added to the variance under the root; the course: 1e-5. */
  readonly epsilon: number;
}

/** Layer normalization: parameters `gamma, beta: [features]`. */
export const layerNorm: LayerKind<LayerNormConfig> = { declare, create };

function declare(config: LayerNormConfig, inputShape: Shape, name: Naming): LayerDeclaration {
  const { epsilon } = config;
  const where = name("layerNorm");
  const features = requireFeatures(where, inputShape);
  requireNumber(where, "epsilon", epsilon, epsilon > 0, "above 0");
  return {
    outputShape: inputShape,
    parameters: [
      { name: name("gamma"), shape: [features], role: "scale" },
      { name: name("beta"), shape: [features], role: "shift" },
    ],
    multiplications: 0,
  };
}

function create(config: LayerNormConfig, context: LayerContext): Layer {
  const { epsilon } = config;
  const { kernels, maxRows, inputShape, parameters, name } = context;
  const [features] = inputShape as [number];
  const gamma = parameters[0]!;
  const beta = parameters[1]!;
  const y = kernels.allocate(maxRows * features);
  const normalized = kernels.allocate(maxRows * features);
  const xGrad = kernels.allocate(maxRows * features);
  const inverse = kernels.allocate(maxRows);
  return {
    name: name("layerNorm"),
    inputShape,
    outputShape: inputShape,
    parameters,
    state: [],
    output: y,
    xGrad,
    forward(x: Floats, rows: number, _mode: Mode): Floats {
      const [g, b] = [gamma.value.data, beta.value.data];
      kernels.layerNorm(x, g, b, epsilon, y, normalized, inverse, rows, features);
      return y;
    },
    backward(yGrad: Floats, rows: number): Floats {
      kernels.layerNormBackward(
        yGrad,
        normalized,
        gamma.value.data,
        inverse,
        xGrad,
        gamma.gradient.data,
        beta.gradient.data,
        rows,
        features,
      );
      return xGrad;
    },
  };
}
