/**
 * Normalizations of images as calls into the module, whole or in parts: threads share channels of a
 * batch norm and images of a group norm.
 */
import type { Floats, Kernels } from "../kernels.ts";
import type { WasmContext } from "./context.ts";

type ImageNormalizations = Pick<
  Kernels,
  | ("spatialBatchNorm" | "spatialBatchNormInference" | "spatialBatchNormBackward")
  | ("groupNorm" | "groupNormBackward")
>;

/** An array by its name, with what it holds for each part: a channel of a batch, or an image. */
type Shared = readonly [name: string, array: Floats, length: number, perPart: number];

/** The operations. */
export function createImageNormalizations(context: WasmContext): ImageNormalizations {
  const share = createSharing(context);
  return {
    spatialBatchNorm(x, gamma, beta, epsilon, y, mean, variance, inverse, ...sizes) {
      const [rows, channels, pixels] = sizes;
      const { image, each } = ofChannels(...sizes);
      share("spatialBatchNorm", rows * channels * pixels, channels, [
        ...[image("x", x), each("gamma", gamma), each("beta", beta), epsilon],
        ...[image("y", y), each("mean", mean), each("variance", variance)],
        each("inverse", inverse),
      ], (count) => [rows, count, pixels, channels]);
    },

    spatialBatchNormInference(x, gamma, beta, mean, variance, epsilon, y, ...sizes) {
      const [rows, channels, pixels] = sizes;
      const { image, each } = ofChannels(...sizes);
      share("spatialBatchNormInference", rows * channels * pixels, channels, [
        ...[image("x", x), each("gamma", gamma), each("beta", beta)],
        ...[each("mean", mean), each("variance", variance), epsilon, image("y", y)],
      ], (count) => [rows, count, pixels, channels]);
    },

    spatialBatchNormBackward(yGrad, x, gamma, mean, inverse, xGrad, gammaGrad, betaGrad, ...sizes) {
      const [rows, channels, pixels] = sizes;
      const { image, each } = ofChannels(...sizes);
      share("spatialBatchNormBackward", rows * channels * pixels, channels, [
        ...[image("yGrad", yGrad), image("x", x), each("gamma", gamma), each("mean", mean)],
        ...[each("inverse", inverse), image("xGrad", xGrad)],
        ...[each("gammaGrad", gammaGrad), each("betaGrad", betaGrad)],
      ], (count) => [rows, count, pixels, channels]);
    },

    groupNorm(x, gamma, beta, epsilon, y, mean, inverse, rows, groups, channels, pixels) {
      const all = groups * channels;
      const ofImage = (
        name: string,
        array: Floats,
        per: number,
      ): Shared => [name, array, rows * per, per];
      share(
        "groupNorm",
        rows * all * pixels,
        rows,
        [
          ...[ofImage("x", x, all * pixels), ["gamma", gamma, all, 0], ["beta", beta, all, 0]],
          ...[epsilon, ofImage("y", y, all * pixels), ofImage("mean", mean, groups)],
          ofImage("inverse", inverse, groups),
        ] as const,
        (count) => [count, groups, channels, pixels],
      );
    },

    groupNormBackward(yGrad, x, gamma, mean, inverse, xGrad, gammaSums, betaSums, ...sizes) {
      const [rows, groups, channels, pixels] = sizes;
      const all = groups * channels;
      const ofImage = (
        name: string,
        array: Floats,
        per: number,
      ): Shared => [name, array, rows * per, per];
      share("groupNormBackward", rows * all * pixels, rows, [
        ...[ofImage("yGrad", yGrad, all * pixels), ofImage("x", x, all * pixels)],
        ...[["gamma", gamma, all, 0] as const, ofImage("mean", mean, groups)],
        ...[ofImage("inverse", inverse, groups), ofImage("xGrad", xGrad, all * pixels)],
        ...[ofImage("gammaSums", gammaSums, all), ofImage("betaSums", betaSums, all)],
      ], (count) => [count, groups, channels, pixels]);
    },
  };
}

/** Arrays of a batch norm: images, each part of which has neighbouring planes, and numbers. */
function ofChannels(rows: number, channels: number, pixels: number) {
  return {
    image: (name: string, array: Floats): Shared => [name, array, rows * channels * pixels, pixels],
    each: (name: string, array: Floats): Shared => [name, array, channels, 1],
  };
}

/** Runs an operation at once, or in parts whose arrays begin further on. */
function createSharing({ call, memory: { at }, team }: WasmContext) {
  return (
    operation: keyof ImageNormalizations,
    work: number,
    size: number,
    given: readonly (Shared | number)[],
    sizesOf: (count: number) => readonly number[],
  ): void => {
    const places = given.map((each) =>
      typeof each === "number"
        ? { place: each, step: 0 }
        : { place: at(operation, each[0], each[1], each[2]), step: 4 * each[3] }
    );
    const part = (from: number, count: number) => [
      ...places.map(({ place, step }) => place + step * from),
      ...sizesOf(count),
    ];
    if (team.shares(work)) team.share(operation, { work, size, unit: 1, part });
    else call[operation](...part(0, size));
  };
}
