/**
 * Convolutions that initially pass their input on (Zagoruyko and Komodakis 2017, section 3; Jordan
 * 2024): the first filters of each group, as many as it has channels, are the unit of convolution,
 * 1 for their own channel at the tap that lies on the pixel itself where the padding is "same". All
 * other weights are those of `he`.
 */
import { heDeviation } from "./he.ts";
import { drawNormals, type InitializationKind, type Weight } from "./initialization_kind.ts";

const FIELDS = {} as const;

/** The identity in the first filters of convolutions, `he` elsewhere. */
export const dirac: InitializationKind<typeof FIELDS> = {
  fields: FIELDS,
  draw(_config, weights, stream) {
    drawNormals(weights, stream, heDeviation);
    for (const weight of weights) if (weight.shape.length === 4) fillIdentity(weight);
  },
};

function fillIdentity({ shape, fans, value: { data } }: Weight): void {
  const [all, channels, kernel] = shape as readonly [number, number, number, number];
  const taps = kernel * kernel;
  const filters = fans.out / taps;
  const middle = Math.floor((kernel - 1) / 2) * (kernel + 1);
  for (let f = 0; f < all; f++) {
    const channel = f % filters;
    if (channel >= channels) continue;
    data.fill(0, f * channels * taps, (f + 1) * channels * taps);
    data[(f * channels + channel) * taps + middle] = 1;
  }
}
