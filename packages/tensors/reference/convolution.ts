/**
 * The convolution of images with filters, and its gradients by the images and by the filters. Loops
 * follow the order of the chains; pixels outside an image are +0 and are multiplied like the rest.
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
      const pixel = pixelsOf(x, height, width);
      eachElement(rows, groups, filters, outHeight, outWidth, (n, g, f, i, j, at) => {
        let tap = (g * filters + f) * channels * kernel * kernel;
        let sum = 0;
        for (let c = 0; c < channels; c++) {
          const plane = (n * groups + g) * channels + c;
          for (let r = 0; r < kernel; r++) {
            for (let k = 0; k < kernel; k++) {
              const value = pixel(plane, i * stride + r - padding, j * stride + k - padding);
              sum = round(sum + round(value * w[tap++]));
            }
          }
        }
        y[at] = sum;
      });
    },

    convolutionByData(yGrad, w, xGrad, rows, groups, channels, filters, ...rest) {
      const [height, width, kernel, stride, padding, outHeight, outWidth] = rest;
      const pixel = pixelsOf(yGrad, outHeight, outWidth);
      eachElement(rows, groups, channels, height, width, (n, g, c, i, j, at) => {
        let sum = 0;
        for (let f = 0; f < filters; f++) {
          const plane = (n * groups + g) * filters + f;
          const filter = ((g * filters + f) * channels + c) * kernel * kernel;
          for (let r = 0; r < kernel; r++) {
            for (let k = 0; k < kernel; k++) {
              const [down, right] = [i + padding - r, j + padding - k];
              if (down % stride !== 0 || right % stride !== 0) continue;
              const value = pixel(plane, down / stride, right / stride);
              sum = round(sum + round(value * w[filter + r * kernel + k]));
            }
          }
        }
        xGrad[at] = sum;
      });
    },

    convolutionByWeights(x, yGrad, wGrad, rows, groups, channels, filters, ...rest) {
      const [height, width, kernel, stride, padding, outHeight, outWidth] = rest;
      const pixel = pixelsOf(x, height, width);
      const sums = allocate(groups * filters * channels * kernel * kernel);
      for (let n = 0; n < rows; n++) {
        eachElement(groups, filters, channels, kernel, kernel, (g, f, c, r, k, tap) => {
          const plane = (n * groups + g) * channels + c;
          let at = ((n * groups + g) * filters + f) * outHeight * outWidth;
          let sum = 0;
          for (let i = 0; i < outHeight; i++) {
            for (let j = 0; j < outWidth; j++) {
              const value = pixel(plane, i * stride + r - padding, j * stride + k - padding);
              sum = round(sum + round(yGrad[at++] * value));
            }
          }
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
function pixelsOf(
  x: Floats,
  height: number,
  width: number,
): (plane: number, row: number, column: number) => number {
  return (plane, row, column) =>
    row >= 0 && row < height && column >= 0 && column < width
      ? x[(plane * height + row) * width + column]
      : 0;
}

/** Calls `element` for each element of an array of five axes, with its place in memory. */
function eachElement(
  first: number,
  second: number,
  third: number,
  height: number,
  width: number,
  element: (a: number, b: number, c: number, i: number, j: number, at: number) => void,
): void {
  let at = 0;
  for (let a = 0; a < first; a++) {
    for (let b = 0; b < second; b++) {
      for (let c = 0; c < third; c++) {
        for (let i = 0; i < height; i++) {
          for (let j = 0; j < width; j++) element(a, b, c, i, j, at++);
        }
      }
    }
  }
}
