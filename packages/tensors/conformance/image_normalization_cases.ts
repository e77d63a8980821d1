/**
 * Cases for the normalizations of images, forward and backward, and for the product with planes:
 * planes around the widths of vectors, none, one pixel, and many of each.
 */
import type { Kernels } from "../kernels.ts";
import type { Sample, SamplesOf } from "./cases.ts";
import { type Kind, KINDS } from "./numbers.ts";
import type { Workspace } from "./workspace.ts";

type ImageNormalization =
  | ("spatialBatchNorm" | "spatialBatchNormInference" | "spatialBatchNormBackward")
  | ("groupNorm" | "groupNormBackward" | "scalePlanes");

const EPSILON = 1e-5;

/** Rows, groups, channels of a group, pixels. */
type Sizes = readonly [rows: number, groups: number, channels: number, pixels: number];

const SIZES: readonly Sizes[] = [
  ...[1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 33, 49, 63, 64, 65].map((
    pixels,
  ): Sizes => [3, 2, 2, pixels]),
  // One of everything, many of each: images, channels, pixels; odd numbers of images to unroll.
  [1, 1, 1, 1],
  [1, 1, 1, 100],
  [4, 3, 1, 25],
  [5, 1, 5, 36],
  [9, 1, 2, 16],
  [67, 1, 3, 9],
  [2, 35, 2, 4],
  [2, 1, 70, 21],
  [2, 1, 2, 1030],
  // Nothing to add, nothing to write.
  [0, 2, 2, 9],
  [2, 0, 2, 9],
  [2, 2, 0, 9],
  [2, 2, 2, 0],
];

/** Large enough for threads to share it; run only with ordinary numbers. */
const SHARED: Sizes = [7, 3, 4, 225];

/** The samples of the normalizations of images. */
export const imageNormalizationSamples: SamplesOf<ImageNormalization> = {
  spatialBatchNorm: () =>
    samples(({ kernels, images, each, room }, [rows, groups, channels, pixels]) => {
      const all = groups * channels;
      const [x, y] = [images(), room(rows * all * pixels)];
      kernels.spatialBatchNorm(
        ...[x, each(all), each(all), EPSILON, y, room(all), room(all), room(all)] as const,
        ...[rows, all, pixels] as const,
      );
    }),

  spatialBatchNormInference: () =>
    samples(({ kernels, images, each, magnitudes, room }, [rows, groups, channels, pixels]) => {
      const all = groups * channels;
      const statistics = [each(all), magnitudes(all), EPSILON] as const;
      kernels.spatialBatchNormInference(
        ...[images(), each(all), each(all), ...statistics, room(rows * all * pixels)] as const,
        ...[rows, all, pixels] as const,
      );
    }),

  spatialBatchNormBackward: () =>
    samples(({ kernels, images, each, magnitudes, room }, [rows, groups, channels, pixels]) => {
      const all = groups * channels;
      kernels.spatialBatchNormBackward(
        ...[images(), images(), each(all), each(all), magnitudes(all)] as const,
        ...[room(rows * all * pixels), room(all), room(all), rows, all, pixels] as const,
      );
    }),

  groupNorm: () =>
    samples(({ kernels, images, each, room }, sizes) => {
      const [rows, groups, channels, pixels] = sizes;
      const all = groups * channels;
      const [x, y] = [images(), room(rows * all * pixels)];
      kernels.groupNorm(
        ...[x, each(all), each(all), EPSILON, y, room(rows * groups), room(rows * groups)] as const,
        ...sizes,
      );
    }),

  groupNormBackward: () =>
    samples(({ kernels, images, each, magnitudes, room }, sizes) => {
      const [rows, groups, channels, pixels] = sizes;
      const all = groups * channels;
      const statistics = [each(rows * groups), magnitudes(rows * groups)] as const;
      kernels.groupNormBackward(
        ...[images(), images(), each(all), ...statistics, room(rows * all * pixels)] as const,
        ...[room(rows * all), room(rows * all), ...sizes] as const,
      );
    }),

  scalePlanes: () =>
    samples(({ kernels, images, each, room }, [rows, groups, channels, pixels]) => {
      const planes = rows * groups * channels;
      kernels.scalePlanes(images(), each(planes), room(planes * pixels), planes, pixels);
    }),
};

/** The arguments of a call: images of the sizes, and that many numbers or magnitudes. */
interface Given {
  readonly kernels: Kernels;
  readonly images: () => ReturnType<Workspace["numbers"]>;
  readonly each: (n: number) => ReturnType<Workspace["numbers"]>;
  readonly magnitudes: (n: number) => ReturnType<Workspace["numbers"]>;
  readonly room: Workspace["room"];
}

type Call = (given: Given, sizes: Sizes) => void;

function* samples(call: Call): Iterable<Sample> {
  for (const sizes of SIZES) {
    for (const kind of KINDS) yield sampleOf(sizes, kind, call);
  }
  yield sampleOf(SHARED, "ordinary", call);
}

function sampleOf(sizes: Sizes, kind: Kind, call: Call): Sample {
  const [rows, groups, channels, pixels] = sizes;
  return {
    name: `[${rows}, ${groups}x${channels}, ${pixels}] ${kind}`,
    body(kernels, { numbers, magnitudes, room }) {
      const images = () => numbers(rows * groups * channels * pixels, kind);
      const each = (n: number) => numbers(n, kind);
      const positive = (n: number) => magnitudes(n, kind);
      call({ kernels, images, each, magnitudes: positive, room }, sizes);
    },
  };
}
