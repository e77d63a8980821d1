/**
 * The parametric rectifier (He et al. 2015, "Delving deep into rectifiers", section 2.1): a leaky
 * rectifier that learns its slope, one for each channel.
 *
 * Forward:  y = x where x > 0, else slope·x.
 * Backward: dx = dy where x > 0, else slope·dy; dslope = Σ dy·x over rows and pixels where x ≤ 0.
 */
import type { ConfigOf } from "@samebit/input";
import type { LayerContext, OwnLayer, OwnLayerAtWork } from "@samebit/layers";
import { sizeOf } from "@samebit/tensors";

const FIELDS = {} as const;

export default {
  fields: FIELDS,
  parameters: { slope: { shape: ["channels"], role: "scale", first: 0.25 } },
  create,
} satisfies OwnLayer<typeof FIELDS>;

function create(
  _config: ConfigOf<string, typeof FIELDS>,
  { kernels, maxRows, inputShape, parameters }: LayerContext,
): OwnLayerAtWork {
  const [slope] = parameters;
  const [slopes, slopesGrad] = [slope!.value.data, slope!.gradient.data];
  const [channels, features] = [slopes.length, sizeOf(inputShape)];
  const pixels = features / channels;
  const output = kernels.allocate(maxRows * features);
  const xGrad = kernels.allocate(maxRows * features);
  let input = output;
  return {
    activation: { rectified: false },
    output,
    xGrad,
    forward(x, rows) {
      input = x;
      for (let i = 0; i < rows * features; i++) {
        const channel = Math.floor(i / pixels) % channels;
        output[i] = x[i]! > 0 ? x[i]! : slopes[channel]! * x[i]!;
      }
      return output;
    },
    backward(yGrad, rows) {
      const sums = new Float64Array(channels);
      for (let i = 0; i < rows * features; i++) {
        const channel = Math.floor(i / pixels) % channels;
        const isAbove = input[i]! > 0;
        if (!isAbove) sums[channel]! += yGrad[i]! * input[i]!;
        xGrad[i] = isAbove ? yGrad[i]! : slopes[channel]! * yGrad[i]!;
      }
      slopesGrad.set(sums);
      return xGrad;
    },
  };
}
