/**
 * Tensors, and the kernels that compute on them: one contract, which says in what order every sum is
 * rounded, and implementations of it that give the same bits. Not a general array library: there is
 * one operation for each thing a training step does, and no graph, no strides, no broadcasting.
 *
 * Roundings, sums and signs of zero that all kernels share: `docs/contracts/2-notation.md`.
 *
 * @module
 */
export {
  compareKernels,
  digestOfFew,
  digestOfKernels,
  operationNames,
  operationsThatDiffer,
} from "./conformance.ts";
export { formatDifference } from "./conformance/compare.ts";
export type { OperationName } from "./conformance/cases.ts";
export type { KernelDifference } from "./conformance/compare.ts";
export type {
  ConvolutionSizes,
  Floats,
  Kernels,
  KernelsName,
  PoolingSizes,
  Precision,
  RandomPage,
} from "./kernels.ts";
export { createReferenceKernels } from "./reference/mod.ts";
export { type Labels, MOST_CLASSES } from "./labels.ts";
export { createTensor, formatShape, sizeOf } from "./tensor.ts";
export type { Shape, Tensor } from "./tensor.ts";
export { createWasmKernels } from "./wasm/wasm_kernels.ts";
export type { WasmKernelsOptions } from "./wasm/wasm_kernels.ts";
