import { createStream, fillNormal } from "@samebit/random";
import { assert, assertEquals } from "@std/assert";
import type { Precision } from "../kernels.ts";
import { createReferenceKernels } from "./mod.ts";

/** 128 images of 90 by 90 pixels: 1,036,800 numbers of one channel. */
const [ROWS, PIXELS] = [128, 8100];

const kernels = createReferenceKernels();

/** The sizes of normal numbers. */
function normals(name: string): Float32Array {
  const numbers = new Float64Array(ROWS * PIXELS);
  fillNormal(createStream(1, name), 0, numbers);
  return Float32Array.from(numbers, Math.abs);
}

/** All sums of both passes over one channel. */
function sumsOf(x: Float32Array, yGrad: Float32Array, precision: Precision) {
  const { allocate, spatialBatchNorm, spatialBatchNormBackward } = createReferenceKernels(
    precision,
  );
  const hold = (values: Float32Array) => {
    const array = allocate(values.length);
    array.set(values);
    return array;
  };
  const [gamma, beta, mean, variance] = [1, 0, 0, 0].map((value) => allocate(1).fill(value));
  const [inverse, gammaGrad, betaGrad] = [0, 1, 2].map(() => allocate(1));
  const [from, slopes, to] = [hold(x), hold(yGrad), allocate(x.length)];
  spatialBatchNorm(
    ...[from, gamma!, beta!, 1e-5, to, mean!, variance!, inverse!, ROWS, 1, PIXELS] as const,
  );
  spatialBatchNormBackward(
    ...[slopes, from, gamma!, mean!, inverse!, to, gammaGrad!, betaGrad!] as const,
    ...[ROWS, 1, PIXELS] as const,
  );
  return { mean: mean![0]!, variance: variance![0]!, beta: betaGrad![0]!, gamma: gammaGrad![0]! };
}

/** The distance of two numbers in units in the last place of the second. */
function ulpsBetween(found: number, wanted: number): number {
  const words = new Uint32Array(Float32Array.of(wanted).buffer);
  words[0] = words[0]! & 0x7f800000;
  return Math.abs(found - wanted) / (new Float32Array(words.buffer)[0]! / 2 ** 23);
}

Deno.test("spatialBatchNorm errs by a few ulp over a million numbers, where one chain errs by hundreds", () => {
  const [x, yGrad] = [normals("x"), normals("yGrad")];
  const [found, wanted] = (["float32", "float64"] as const).map((p) => sumsOf(x, yGrad, p));
  for (const name of ["mean", "variance", "beta"] as const) {
    const error = ulpsBetween(found![name], wanted![name]);
    assert(error <= 4, `${name} errs by ${error} ulp`);
  }
  // The terms of gamma's gradient have both signs, so that its error is one of their sizes.
  const sizes = yGrad.reduce((sum, slope) => sum + slope, 0);
  const error = Math.abs(found!.gamma - wanted!.gamma) / (sizes * 2 ** -24);
  assert(error <= 4, `gamma errs by ${error} units`);
  const chain = x.reduce((sum, value) => Math.fround(sum + value), 0);
  const exact = x.reduce((sum, value) => sum + value, 0);
  const ofChain = ulpsBetween(chain, exact);
  assert(ofChain > 100, `one chain errs by ${ofChain} ulp`);
});

Deno.test("spatialBatchNorm normalizes each channel of two images of two pixels", () => {
  const x = Float32Array.of(1, 1, 2, 6, 3, 3, 6, 2);
  const y = kernels.allocate(8);
  const [mean, variance, inverse] = [0, 1, 2].map(() => kernels.allocate(2));
  const [gamma, beta] = [Float32Array.of(2, 3), Float32Array.of(10, 20)];
  kernels.spatialBatchNorm(x, gamma, beta, 0, y, mean!, variance!, inverse!, 2, 2, 2);
  assertEquals([[...mean!], [...variance!], [...inverse!]], [[2, 4], [1, 4], [1, 0.5]]);
  assertEquals([...y], [8, 8, 17, 23, 12, 12, 23, 17]);
});

Deno.test("spatialBatchNorm of no images has no mean", () => {
  const [mean, variance, inverse] = [0, 1, 2].map(() => kernels.allocate(1));
  const [none, gamma, beta] = [0, 1, 1].map((length) => kernels.allocate(length));
  kernels.spatialBatchNorm(
    ...[none!, gamma!, beta!, 1e-5, none!, mean!, variance!, inverse!, 0, 1, 4] as const,
  );
  assertEquals([mean![0], variance![0]], [NaN, NaN]);
});
