/**
 * Pooling: one number for each window of pixels, the greatest or the mean.
 */
import type { Floats, Kernels, PoolingSizes } from "../kernels.ts";
import type { Arithmetic } from "./arithmetic.ts";

/** The pooling kernels in the given arithmetic. */
export function createPooling(
  { round }: Arithmetic,
): Pick<
  Kernels,
  "maxPool" | "maxPoolBackward" | "averagePool" | "averagePoolBackward"
> {
  return {
    maxPool(x, y, ...sizes) {
      eachWindow(sizes, (pixels, at) => y[at] = x[greatestOf(x, pixels)]);
    },

    maxPoolBackward(x, yGrad, xGrad, ...sizes) {
      const [planes, height, width] = sizes;
      xGrad.fill(0, 0, planes * height * width);
      eachWindow(sizes, (pixels, at) => xGrad[greatestOf(x, pixels)] += yGrad[at]);
    },

    averagePool(x, y, ...sizes) {
      eachWindow(sizes, (pixels, at) => {
        let sum = 0;
        for (const pixel of pixels) sum = round(sum + x[pixel]);
        y[at] = sum / round(pixels.length);
      });
    },

    averagePoolBackward(yGrad, xGrad, ...sizes) {
      const [planes, height, width] = sizes;
      xGrad.fill(0, 0, planes * height * width);
      eachWindow(sizes, (pixels, at) => {
        const share = round(yGrad[at] / round(pixels.length));
        for (const pixel of pixels) xGrad[pixel] += share;
      });
    },
  };
}

/** Calls `pool` for each window with the places of its pixels, and its own place, in order. */
function eachWindow(
  [planes, height, width, size, stride, outHeight, outWidth]: readonly [
    planes: number,
    ...PoolingSizes,
  ],
  pool: (pixels: readonly number[], at: number) => void,
): void {
  let at = 0;
  for (let p = 0; p < planes; p++) {
    for (let i = 0; i < outHeight; i++) {
      for (let j = 0; j < outWidth; j++) {
        const pixels = [];
        for (let r = 0; r < size; r++) {
          for (let k = 0; k < size; k++) {
            pixels.push((p * height + i * stride + r) * width + j * stride + k);
          }
        }
        pool(pixels, at++);
      }
    }
  }
}

/** The place of the first of the greatest, or of the first NaN. */
function greatestOf(x: Floats, pixels: readonly number[]): number {
  return pixels.reduce((best, pixel) =>
    x[pixel] > x[best] || (Number.isNaN(x[pixel]) && !Number.isNaN(x[best])) ? pixel : best
  );
}
