/**
 * Cases for the convolution and its gradients: kernels of 1 to 7, strides, paddings, groups, images
 * of odd sizes and none.
 */
import type { Kernels } from "../kernels.ts";
import type { Sample, SamplesOf } from "./cases.ts";
import { type Kind, KINDS } from "./numbers.ts";

/** Rows, groups, channels, filters, height, width, kernel, stride, padding, outHeight, outWidth. */
type Sizes = Parameters<Kernels["convolution"]> extends [unknown, unknown, unknown, ...infer Rest]
  ? Rest
  : never;

/** Sizes whose result has all places where a kernel fits into the padded image. */
function sized(
  [rows, groups, channels, filters]: readonly [number, number, number, number],
  [height, width]: readonly [number, number],
  [kernel, stride, padding]: readonly [number, number, number],
): Sizes {
  const places = (length: number) => Math.floor((length + 2 * padding - kernel) / stride) + 1;
  const whole = [rows, groups, channels, filters, height, width, kernel, stride, padding] as const;
  return [...whole, places(height), places(width)];
}

const SMALL: readonly Sizes[] = [
  ...[1, 2, 3, 4, 5, 6, 7].flatMap((kernel) => [
    sized([2, 1, 2, 3], [7, 9], [kernel, 1, Math.floor(kernel / 2)]),
    sized([1, 1, 3, 2], [8, 7], [kernel, 2, Math.floor((kernel - 1) / 2)]),
    sized([1, 2, 1, 2], [9, 8], [kernel, 3, 0]),
  ]),
  // More padding than kernel, a stride beyond the kernel, a single pixel.
  sized([2, 1, 1, 1], [3, 2], [2, 1, 3]),
  sized([1, 1, 2, 2], [5, 5], [1, 3, 1]),
  sized([5, 1, 4, 4], [1, 1], [1, 1, 0]),
  sized([3, 1, 3, 5], [1, 1], [3, 1, 1]),
  // Depthwise, and an image padded on one side alone.
  sized([2, 5, 1, 1], [6, 7], [3, 1, 1]),
  sized([2, 3, 1, 2], [6, 5], [3, 2, 1]),
  [2, 1, 2, 3, 5, 6, 2, 1, 0, 5, 6],
  [2, 1, 2, 3, 5, 6, 4, 2, 1, 3, 3],
  // Nothing to add, nothing to write.
  [0, 1, 2, 3, 4, 4, 3, 1, 1, 4, 4],
  [2, 0, 2, 3, 4, 4, 3, 1, 1, 4, 4],
  [2, 1, 0, 3, 4, 4, 3, 1, 1, 4, 4],
  [2, 1, 2, 0, 4, 4, 3, 1, 1, 4, 4],
  [2, 1, 2, 3, 4, 4, 5, 1, 0, 0, 0],
];

/** Some that no single block of a fast implementation holds: many taps, pixels, filters, images. */
const LARGER: readonly Sizes[] = [
  sized([1, 1, 31, 5], [5, 5], [3, 1, 1]),
  sized([1, 1, 3, 137], [4, 5], [3, 1, 1]),
  sized([1, 1, 137, 3], [4, 5], [3, 2, 1]),
  sized([1, 1, 2, 3], [23, 29], [3, 1, 1]),
  sized([13, 1, 3, 17], [7, 7], [3, 1, 1]),
  sized([3, 1, 15, 26], [9, 8], [3, 1, 1]),
];

/** Those that are run with all kinds of numbers. */
const EVERY_KIND: readonly Sizes[] = [
  sized([2, 1, 2, 3], [5, 6], [3, 1, 1]),
  sized([2, 1, 2, 3], [7, 6], [3, 2, 1]),
  sized([2, 2, 1, 2], [5, 5], [2, 2, 1]),
];

/** The samples of the convolutions. */
export const convolutionSamples: SamplesOf<
  "convolution" | "convolutionByData" | "convolutionByWeights" | "addChannelBias"
> = {
  convolution: () =>
    allSizes((kernels, { images, filters, results }, sizes) =>
      kernels.convolution(images(), filters(), results(true), ...sizes)
    ),
  convolutionByData: () =>
    allSizes((kernels, { images, filters, results }, sizes) =>
      kernels.convolutionByData(results(), filters(), images(true), ...sizes)
    ),
  convolutionByWeights: () =>
    allSizes((kernels, { images, filters, results }, sizes) =>
      kernels.convolutionByWeights(images(), results(), filters(true), ...sizes)
    ),

  *addChannelBias() {
    for (
      const [rows, channels, pixels] of [[0, 2, 3], [2, 0, 3], [2, 3, 0], [3, 5, 1], [2, 3, 49]]
    ) {
      for (const kind of KINDS) {
        yield {
          name: `[${rows}, ${channels}, ${pixels}] ${kind}`,
          body(kernels, { numbers }) {
            const [x, bias] = [numbers(rows * channels * pixels, kind), numbers(channels, kind)];
            kernels.addChannelBias(x, bias, rows, channels, pixels);
          },
        };
      }
    }
  },
};

/** The arrays of a convolution: numbers, or room to be written to. */
type Arrays = Record<
  "images" | "filters" | "results",
  (written?: boolean) => ReturnType<
    Kernels["allocate"]
  >
>;

type Call = (kernels: Kernels, arrays: Arrays, sizes: Sizes) => void;

function* allSizes(call: Call): Iterable<Sample> {
  for (const sizes of [...SMALL, ...LARGER]) yield sampleOf(sizes, "ordinary", call);
  for (const sizes of EVERY_KIND) {
    for (const kind of KINDS) yield sampleOf(sizes, kind, call);
  }
}

function sampleOf(sizes: Sizes, kind: Kind, call: Call): Sample {
  const [rows, groups, channels, filters, height, width, kernel, stride, padding] = sizes;
  const [outHeight, outWidth] = sizes.slice(-2) as [number, number];
  const x = `[${rows}, ${groups}x${channels}, ${height}, ${width}]`;
  const y = `[${groups}x${filters}, ${outHeight}, ${outWidth}]`;
  return {
    name: `${x} to ${y} by ${kernel}, stride ${stride}, padding ${padding}, ${kind}`,
    body(kernels, { numbers, room }) {
      const of = (n: number) => (written = false) => written ? room(n) : numbers(n, kind);
      const arrays = {
        images: of(rows * groups * channels * height * width),
        filters: of(groups * filters * channels * kernel * kernel),
        results: of(rows * groups * filters * outHeight * outWidth),
      };
      call(kernels, arrays, sizes);
    },
  };
}
