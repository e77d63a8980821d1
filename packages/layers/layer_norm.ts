/**
 * Layer normalization (Ba, Kiros and Hinton 2016): each row by its own statistics, so training and
 * testing are the same and the size of the batch does not matter.
 *
 * Forward:  mean and variance of each row over its D features (the variance divides by D),
 *           normalized = (x − mean) / sqrt(variance + epsilon), y = gamma·normalized + beta.
 * Backward: dbeta = Σ dy and dgamma = Σ dy·normalized over the rows; for each row, with g = dy·gamma,
 *           dx = 1 / (D·sqrt(variance + epsilon)) · (D·g − Σ g − normalized·Σ g·normalized).
 */
import type { ConfigOf } from "@samebit/input";
import type { Floats } from "@samebit/tensors";
import type { Layer, LayerContext, LayerKind, Mode } from "./layer.ts";
import { declareNormalization, EPSILON } from "./normalization.ts";

/** The fields of layer normalization; the default is the course's. */
export const LAYER_NORM_FIELDS = {
  epsilon: EPSILON,
} as const;

/** Layer normalization: parameters `gamma, beta: [features]`. */
export const layerNorm: LayerKind<typeof LAYER_NORM_FIELDS> = {
  fields: LAYER_NORM_FIELDS,
  numbered: "scales",
  declare: (config, inputShape, name) =>
    declareNormalization("layerNorm", LAYER_NORM_FIELDS, config, inputShape, name),
  create,
};

function create(config: ConfigOf<string, typeof LAYER_NORM_FIELDS>, context: LayerContext): Layer {
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
