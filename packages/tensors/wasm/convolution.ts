/**
 * Convolutions as calls into the module, whole or in parts.
 */
import type { ConvolutionSizes, Kernels } from "../kernels.ts";
import type { WasmContext } from "./context.ts";

type Convolutions = Pick<
  Kernels,
  "convolution" | "convolutionByData" | "convolutionByWeights"
>;

/** Parts of a gradient by filters begin at multiples of so many taps. */
const TAPS_UNIT = 4;

/** Threads share images and, for the gradient by filters, the taps, over groups. */
export function createConvolution(context: WasmContext): Convolutions {
  const { call, memory: { at }, team } = context;
  return {
    convolution: byImages(context, "convolution"),
    convolutionByData: byImages(context, "convolutionByData"),

    convolutionByWeights(x, yGrad, wGrad, ...sizes) {
      const { images, filters, results, taps, work } = extentOf(...sizes);
      const from = at("convolutionByWeights", "x", x, images);
      const grads = at("convolutionByWeights", "yGrad", yGrad, results);
      const to = at("convolutionByWeights", "wGrad", wGrad, filters);
      if (team.shares(work)) {
        team.share("convolutionByWeights", {
          work,
          size: taps,
          unit: TAPS_UNIT,
          part: (first, count) => [from, grads, to, ...sizes, first, count],
        });
      } else {
        call.convolutionByWeights(from, grads, to, ...sizes, 0, taps);
      }
    },
  };
}

/** The convolution that reads images or gradients of results and writes the other. */
function byImages(
  { call, memory: { at }, team }: WasmContext,
  operation: "convolution" | "convolutionByData",
): Kernels["convolution"] {
  const [source, target] = operation === "convolution" ? ["x", "y"] : ["yGrad", "xGrad"];
  return (x, w, y, rows, ...sizes) => {
    const { images, filters, results, work } = extentOf(rows, ...sizes);
    const [read, written] = operation === "convolution" ? [images, results] : [results, images];
    const from = at(operation, source!, x, read);
    const weights = at(operation, "w", w, filters);
    const to = at(operation, target!, y, written);
    if (team.shares(work)) {
      team.share(operation, {
        work,
        size: rows,
        unit: 1,
        part(first, count) {
          const moved = [
            from + 4 * first * (read / rows),
            to + 4 * first * (written / rows),
          ] as const;
          return [moved[0], weights, moved[1], count, ...sizes];
        },
      });
    } else {
      call[operation](from, weights, to, rows, ...sizes);
    }
  };
}

/** The lengths of the arrays, all taps of one filter of each group, and all multiplications. */
function extentOf(rows: number, ...sizes: ConvolutionSizes) {
  const [groups, channels, filters, height, width, kernel, , , outHeight, outWidth] = sizes;
  const taps = groups * channels * kernel * kernel;
  const results = rows * groups * filters * outHeight * outWidth;
  const images = rows * groups * channels * height * width;
  const work = results * channels * kernel * kernel;
  return { taps, results, images, filters: filters * taps, work };
}
