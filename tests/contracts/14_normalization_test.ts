/** Holds the reference kernels to the vectors of section 14; conformance holds the others to these. */
import { createStream, maskThreshold } from "@samebit/random";
import { createReferenceKernels, type Floats, type Kernels } from "@samebit/tensors";
import { type Case, checkVectors, floatsOf, hexOf } from "./vectors.ts";

/** Room for so many numbers, by name. */
function roomFor(kernels: Kernels, lengths: Readonly<Record<string, number>>): Case {
  const pairs = Object.entries(lengths).map(([name, length]) => [name, kernels.allocate(length)]);
  return Object.fromEntries(pairs);
}

/** The arrays of a case that are given. */
function given({ x, gamma, beta, dy }: Case) {
  return [x, gamma, beta, dy].map(floatsOf) as [Floats, Floats, Floats, Floats];
}

/** The bits of arrays by name. */
function allHex(arrays: Case): Case {
  return Object.fromEntries(
    Object.entries<Floats>(arrays).map(([name, array]) => [name, hexOf(array)]),
  );
}

checkVectors("14-normalization", {
  spatialBatchNorm(each: Case) {
    const { precision, rows, channels, pixels, epsilon } = each;
    const kernels = createReferenceKernels(precision);
    const [x, gamma, beta, dy] = given(each);
    const images = { y: x.length, dx: x.length, inference: x.length };
    const names = ["mean", "variance", "inverse", "dgamma", "dbeta"];
    const ofChannels = Object.fromEntries(names.map((name) => [name, channels]));
    const out = roomFor(kernels, { ...images, ...ofChannels });
    const { y, mean, variance, inverse, dx, dgamma, dbeta, inference } = out;
    const sizes = [rows, channels, pixels] as const;
    kernels.spatialBatchNorm(x, gamma, beta, epsilon, y, mean, variance, inverse, ...sizes);
    kernels.spatialBatchNormBackward(dy, x, gamma, mean, inverse, dx, dgamma, dbeta, ...sizes);
    const statistics = [mean, variance, epsilon] as const;
    kernels.spatialBatchNormInference(x, gamma, beta, ...statistics, inference, ...sizes);
    return allHex(out);
  },

  groupNorm(each: Case) {
    const { precision, rows, groups, channels, pixels, epsilon } = each;
    const kernels = createReferenceKernels(precision);
    const [x, gamma, beta, dy] = given(each);
    const all = groups * channels;
    const ofGroups = { mean: rows * groups, inverse: rows * groups };
    const ofPlanes = { gammaSums: rows * all, betaSums: rows * all };
    const ofImages = { y: x.length, dx: x.length, dgamma: all, dbeta: all };
    const out = roomFor(kernels, { ...ofGroups, ...ofPlanes, ...ofImages });
    const { y, mean, inverse, dx, gammaSums, betaSums, dgamma, dbeta } = out;
    const sizes = [rows, groups, channels, pixels] as const;
    kernels.groupNorm(x, gamma, beta, epsilon, y, mean, inverse, ...sizes);
    kernels.groupNormBackward(dy, x, gamma, mean, inverse, dx, gammaSums, betaSums, ...sizes);
    kernels.columnSums(gammaSums, dgamma, rows, all);
    kernels.columnSums(betaSums, dbeta, rows, all);
    return allHex({ y, inverse, dx, dgamma, dbeta });
  },

  channelDropout(each: Case) {
    const { precision, rows, channels, pixels, seed, name, page, keepRatio } = each;
    const kernels = createReferenceKernels(precision);
    const planes = rows * channels;
    const out = roomFor(kernels, { mask: planes, y: planes * pixels, masked: planes });
    const random = { key: createStream(seed, name).key, page };
    const [ones, keep] = [kernels.allocate(planes).fill(1), maskThreshold(keepRatio)] as const;
    kernels.dropout(ones, random, keep, 1 / keepRatio, out.mask, out.masked, planes);
    kernels.scalePlanes(floatsOf(each.x), out.mask, out.y, planes, pixels);
    return { mask: hexOf(out.mask), y: hexOf(out.y) };
  },
});
