/**
 * The cases that every implementation of the kernel contract passes bit for bit, as data: run them
 * on two kernels and compare, or on one and compare its digest on another machine.
 */
import { CONFORMANCE_DIGESTS } from "./generated/conformance_digests.ts";
import type { Kernels } from "./kernels.ts";
import {
  type ConformanceCase,
  createCase,
  type OperationName,
  type SamplesOf,
} from "./conformance/cases.ts";
import { compareOver, digestOver, type KernelDifference } from "./conformance/compare.ts";
import { activationsSamples } from "./conformance/activations_cases.ts";
import { convolutionSamples } from "./conformance/convolution_cases.ts";
import { elementwiseSamples } from "./conformance/elementwise_cases.ts";
import { gatherSamples } from "./conformance/gather_cases.ts";
import { gemmSamples } from "./conformance/gemm_cases.ts";
import { imageNormalizationSamples } from "./conformance/image_normalization_cases.ts";
import { lossesSamples } from "./conformance/losses_cases.ts";
import { normalizationSamples } from "./conformance/normalization_cases.ts";
import { poolingSamples } from "./conformance/pooling_cases.ts";
import { sumsSamples } from "./conformance/sums_cases.ts";
import { updateRulesSamples } from "./conformance/update_rules_cases.ts";

export type { ConformanceCase, OperationName } from "./conformance/cases.ts";
export { formatDifference, type KernelDifference } from "./conformance/compare.ts";

/** The samples of every operation; an operation without any is a type error. */
const SAMPLES: SamplesOf<OperationName> = {
  ...gatherSamples,
  ...gemmSamples,
  ...sumsSamples,
  ...elementwiseSamples,
  ...normalizationSamples,
  ...lossesSamples,
  ...updateRulesSamples,
  ...convolutionSamples,
  ...poolingSamples,
  ...imageNormalizationSamples,
  ...activationsSamples,
};

/** The names of all operations of the contract, in its order. */
export function operationNames(): OperationName[] {
  return Object.keys(SAMPLES) as OperationName[];
}

/**
 * The cases of some operations, by default of all: sizes 0, 1, odd, around vector widths and large;
 * NaN, infinities, −0, denormals; arrays at odd offsets with guards around them.
 *
 * Inputs are made from random streams and depend on the case's name alone.
 */
export function* conformanceCases(
  operations: readonly OperationName[] = operationNames(),
): Iterable<ConformanceCase> {
  for (const operation of operations) {
    for (const sample of SAMPLES[operation]()) yield createCase(operation, sample);
  }
}

/**
 * The differences between two kernels over the cases of some operations, by default of all: one for
 * each output that is not the same bit for bit, with its first differing element.
 *
 * @example
 * ```ts
 * import { compareKernels, createReferenceKernels, formatDifference } from "@samebit/tensors";
 * import { assertEquals } from "@std/assert";
 *
 * const expected = createReferenceKernels();
 * const actual = createReferenceKernels();
 * assertEquals(compareKernels(expected, actual, ["relu", "hinge"]).map(formatDifference), []);
 * ```
 *
 * @throws {TypeError} The kernels differ in precision.
 */
export function compareKernels(
  expected: Kernels,
  actual: Kernels,
  operations: readonly OperationName[] = operationNames(),
): KernelDifference[] {
  return compareOver(conformanceCases(operations), expected, actual);
}

/**
 * The SHA-256, in hexadecimal, over the names and all output bits of the cases of some operations, by
 * default of all. Implementations and machines that agree bit for bit have the same digest.
 */
export function digestOfKernels(
  kernels: Kernels,
  operations: readonly OperationName[] = operationNames(),
): string {
  return digestOver(conformanceCases(operations), kernels);
}

/** The most cases of an operation in a quick check. */
const FEW = 12;

/**
 * The first 64 bits of the SHA-256 over a few cases of an operation, evenly spread over all of them, as
 * 16 hexadecimal digits.
 */
export function digestOfFew(kernels: Kernels, operation: OperationName): string {
  const cases = [...conformanceCases([operation])];
  const each = Math.ceil(cases.length / FEW);
  return digestOver(cases.filter((_, at) => at % each === 0), kernels).slice(0, 16);
}

/**
 * Those of some operations, by default of all, that do not give the bits of the reference over a
 * few cases each. It takes milliseconds for each, so it can run before every run; `compareKernels`
 * is thorough.
 *
 * @example
 * ```ts
 * import { createWasmKernels, operationsThatDiffer } from "@samebit/tensors";
 * import { assertEquals } from "@std/assert";
 *
 * const kernels = createWasmKernels({ mebibytes: 16 });
 * assertEquals(operationsThatDiffer(kernels, ["gemm", "relu"]), []);
 * ```
 */
export function operationsThatDiffer(
  kernels: Kernels,
  operations: readonly OperationName[] = operationNames(),
): OperationName[] {
  const wanted: Readonly<Record<string, string>> = CONFORMANCE_DIGESTS[kernels.precision];
  return operations.filter((name) => digestOfFew(kernels, name) !== wanted[name]);
}
