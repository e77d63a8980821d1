/**
 * The convolution of images with filters, and its gradients by the images and by the filters. Loops
 * stand in the order of the chains; what lies beside an image is +0, and is multiplied like the rest.
 */
import type { Floats, Kernels } from "../kernels.ts";
import type { Arithmetic } from "./arithmetic.ts";

/** The convolution kernels in the given arithmetic. */
export function createConvolution(
  { round, allocate }: Arithmetic,
): Pick<
  Kernels,
  "convolution" | "convolutionByData" | "convolutionByWeights" | "addChannelBias"
> {
  return {
    convolution(x, w, y, rows, groups, channels, filters, height, width, kernel, ...rest) {
      const [stride, padding, outHeight, outWidth] = rest;
      const image = pixels(x, height, width);
      const taps = allOf(channels, kernel, kernel);
      for (const [n, g, f, i, j] of allOf(rows, groups, filters, outHeight, outWidth)) {
        const [plane, filter] = [(n * groups + g) * channels, (g * filters + f) * taps.length];
        let sum = 0;
        taps.forEach(([c, r, k], tap) => {
          const value = image(plane + c, i * stride + r - padding, j * stride + k - padding);
          sum = round(sum + round(value * w[filter + tap]));
        });
        y[(((n * groups + g) * filters + f) * outHeight + i) * outWidth + j] = sum;
      }
    },

    convolutionByData(yGrad, w, xGrad, rows, groups, channels, filters, ...rest) {
      const [height, width, kernel, stride, padding, outHeight, outWidth] = rest;
      const image = pixels(yGrad, outHeight, outWidth);
      const taps = allOf(filters, kernel, kernel);
      for (const [n, g, c, i, j] of allOf(rows, groups, channels, height, width)) {
        const plane = (n * groups + g) * filters;
        let sum = 0;
        for (const [f, r, k] of taps) {
          const [down, right] = [i + padding - r, j + padding - k];
          if (down % stride !== 0 || right % stride !== 0) continue;
          const value = image(plane + f, down / stride, right / stride);
          const at = ((g * filters + f) * channels + c) * kernel * kernel + r * kernel + k;
          sum = round(sum + round(value * w[at]));
        }
        xGrad[(((n * groups + g) * channels + c) * height + i) * width + j] = sum;
      }
    },

    convolutionByWeights(x, yGrad, wGrad, rows, groups, channels, filters, ...rest) {
      const [height, width, kernel, stride, padding, outHeight, outWidth] = rest;
      const image = pixels(x, height, width);
      const places = allOf(outHeight, outWidth);
      const sums = allocate(groups * filters * channels * kernel * kernel);
      for (let n = 0; n < rows; n++) {
        allOf(groups, filters, channels, kernel, kernel).forEach(([g, f, c, r, k], tap) => {
          const plane = (n * groups + g) * channels + c;
          const grads = ((n * groups + g) * filters + f) * outHeight * outWidth;
          let sum = 0;
          places.forEach(([i, j], at) => {
            const value = image(plane, i * stride + r - padding, j * stride + k - padding);
            sum = round(sum + round(yGrad[grads + at] * value));
          });
          sums[tap] += sum;
        });
      }
      wGrad.set(sums);
    },

    addChannelBias(x, bias, rows, channels, pixels) {
      for (let i = 0; i < rows * channels * pixels; i++) {
        x[i] += bias[Math.floor(i / pixels) % channels];
      }
    },
  };
}

/** Reads planes of pixels, with +0 all around them. */
function pixels(
  x: Floats,
  height: number,
  width: number,
): (plane: number, row: number, column: number) => number {
  return (plane, row, column) =>
    row >= 0 && row < height && column >= 0 && column < width
      ? x[(plane * height + row) * width + column]
      : 0;
}

/** All indices below some limits, the last one fastest. */
function allOf(...limits: readonly number[]): number[][] {
  return limits.reduce<number[][]>(
    (all, limit) => all.flatMap((indices) => [...Array(limit).keys()].map((i) => [...indices, i])),
    [[]],
  );
}
