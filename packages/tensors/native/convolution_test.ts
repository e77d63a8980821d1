import { assertEquals } from "@std/assert";
import { createStream, fillNormal } from "@samebit/random";
import { createReferenceKernels } from "../reference/mod.ts";
import type { ConvolutionSizes, Kernels } from "../kernels.ts";
import { createNativeKernels } from "./native_kernels.ts";
import { compileForTests } from "./test_library.ts";

/** Sizes that take several windows, several pieces of a chain, or a row of one channel at a time. */
const SIZES: readonly (readonly [rows: number, ...ConvolutionSizes])[] = [
  [1, 1, 3700, 2, 2, 2, 3, 1, 1, 2, 2],
  [1, 1, 1, 2, 185, 184, 183, 1, 0, 1, 2],
  [2, 1, 40, 20, 40, 21, 3, 1, 1, 40, 21],
  [1, 1, 3, 20, 3, 700, 5, 1, 2, 3, 700],
];

/** Rows of images and of filters that take tiles of every shape, whole ones and what is behind them. */
const ROWS: readonly (readonly [rows: number, ...ConvolutionSizes])[] = [
  ...[1, 2, 3, 4, 5, 6, 7, 8, 13, 17, 31].map((width) =>
    [5, 1, 3, 21, 4, width, 3, 1, 1, 4, width] as const
  ),
  ...[1, 2, 4, 5, 7, 8, 9].map((kernel) =>
    [2, 2, 5, 8, 9, 9, kernel, 1, 0, 10 - kernel, 10 - kernel] as const
  ),
  [3, 1, 3, 17, 9, 11, 3, 2, 1, 5, 6],
];

/** The bits of the results and of both gradients; by data only where that does not take seconds. */
function convolve(kernels: Kernels, sizes: readonly [rows: number, ...ConvolutionSizes]): string[] {
  const [rows, groups, channels, filters, height, width, kernel, , , outHeight, outWidth] = sizes;
  const drawn = (length: number) => {
    const array = kernels.allocate(length) as Float32Array;
    fillNormal(createStream(length, "convolution"), 0, array as Float32Array<ArrayBuffer>);
    return array;
  };
  const x = drawn(rows * groups * channels * height * width);
  const w = drawn(groups * filters * channels * kernel * kernel);
  const dy = drawn(rows * groups * filters * outHeight * outWidth);
  const [y, dx, dw] = [dy, x, w].map(({ length }) => kernels.allocate(length));
  kernels.convolution(x, w, y!, ...sizes);
  if (kernel < 100) kernels.convolutionByData(dy, w, dx!, ...sizes);
  kernels.convolutionByWeights(x, dy, dw!, ...sizes);
  return [y!, dx!, dw!].map((array) =>
    new Uint32Array(array.buffer, array.byteOffset, array.length).join()
  );
}

Deno.test("native convolutions give the reference's bits in all tiles and rooms", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const library = await compileForTests(folder);
    if (library === undefined) return;
    const native = createNativeKernels({ library, threads: 2 });
    const reference = createReferenceKernels();
    for (const sizes of [...SIZES, ...ROWS]) {
      assertEquals(convolve(native, sizes), convolve(reference, sizes));
    }
    native.close();
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
