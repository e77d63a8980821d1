/**
 * The kernels of the contract in native code: built from one C source by the machine's own compiler,
 * loaded through Deno's foreign function interface, and used only where they give the reference's
 * bits. Not for browsers, and for float32 only.
 *
 * Memory that was allocated here lives as long as JavaScript refers to it.
 *
 * @module
 */
export type {
  ConvolutionSizes,
  Floats,
  Kernels,
  KernelsName,
  PoolingSizes,
  Precision,
  RandomPage,
} from "../kernels.ts";
export { buildNativeLibrary, findNativeLibrary } from "./library.ts";
export type { BuildNativeOptions, NativeBuild, NativeLibraryOptions } from "./library.ts";
export { currentMachine, nativeCacheFolder } from "./machine.ts";
export type { Machine } from "./machine.ts";
export { createNativeKernels } from "./native_kernels.ts";
export type { NativeKernelsOptions } from "./native_kernels.ts";
export { faultOfOwner } from "./ownership.ts";
export { probeNativeKernels } from "./probe.ts";
export type { NativeProbe } from "./probe.ts";
