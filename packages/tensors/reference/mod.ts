/**
 * The reference kernels: the contract of `kernels.ts` in the plainest TypeScript, one file for each
 * group of operations. They define what is right; they are not intended to be fast.
 *
 * @module
 */
import type { Kernels, Precision } from "../kernels.ts";
import { createActivations } from "./activations.ts";
import { arithmeticOf } from "./arithmetic.ts";
import { createBatchNorm } from "./batch_norm.ts";
import { createConvolution } from "./convolution.ts";
import { createDropout } from "./dropout.ts";
import { createElementwise } from "./elementwise.ts";
import { createGather } from "./gather.ts";
import { createGemm } from "./gemm.ts";
import { createGroupNorm } from "./group_norm.ts";
import { createLayerNorm } from "./layer_norm.ts";
import { createLosses } from "./losses.ts";
import { createPooling } from "./pooling.ts";
import { createRelu } from "./relu.ts";
import { createScalePlanes } from "./scale_planes.ts";
import { createSpatialBatchNorm } from "./spatial_batch_norm.ts";
import { createSums } from "./sums.ts";
import { createUpdateRules } from "./update_rules.ts";

/**
 * The contract in plain TypeScript, in float32 for training and in float64 for gradient checks.
 *
 * float32 results are those of IEEE-754 single precision, by `Math.fround` after every operation or
 * by a store into a `Float32Array`; float64 is the same formulas without that rounding.
 *
 * @example
 * ```ts
 * import { createReferenceKernels } from "@samebit/tensors";
 * import { assertEquals } from "@std/assert";
 *
 * const kernels = createReferenceKernels();
 * const a = Float32Array.of(1, 2, 3, 4);
 * const b = Float32Array.of(5, 6, 7, 8);
 * const c = kernels.allocate(4);
 * kernels.gemm(false, false, 2, 2, 2, a, b, c);
 * assertEquals([...c], [19, 22, 43, 50]);
 * ```
 */
export function createReferenceKernels(precision: Precision = "float32"): Kernels {
  const arithmetic = arithmeticOf(precision);
  return {
    name: "reference",
    precision,
    threads: 1,
    allocate: arithmetic.allocate,
    close: () => {},
    ...createGather(arithmetic),
    ...createGemm(arithmetic),
    ...createConvolution(arithmetic),
    ...createPooling(arithmetic),
    ...createSums(arithmetic),
    ...createElementwise(arithmetic),
    ...createRelu(),
    ...createActivations(arithmetic),
    ...createDropout(arithmetic),
    ...createBatchNorm(arithmetic),
    ...createLayerNorm(arithmetic),
    ...createSpatialBatchNorm(arithmetic),
    ...createGroupNorm(arithmetic),
    ...createScalePlanes(),
    ...createLosses(arithmetic),
    ...createUpdateRules(arithmetic),
  };
}
