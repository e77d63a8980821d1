/**
 * Deciding whether a compiled library may be used: it must load, and give the bits of the reference.
 */
import { conformanceCases, formatDifference } from "../conformance.ts";
import { compareOver } from "../conformance/compare.ts";
import type { Kernels } from "../kernels.ts";
import { createReferenceKernels } from "../reference/mod.ts";
import { createNativeKernels, type NativeKernelsOptions } from "./native_kernels.ts";

/** Every how many cases of the conformance suite one is run. */
const STRIDE = 29;

/** The kernels if they may be used, or why they may not. */
export type NativeProbe =
  | { readonly kernels: Kernels; readonly reason?: undefined }
  | { readonly kernels?: undefined; readonly reason: string };

/**
 * Opens a compiled library and compares it with the reference kernels, bit for bit, on a part of the
 * conformance suite (some 50 ms). Errors are reasons not to use it; only a missing right is thrown.
 *
 * @throws {Deno.errors.NotCapable} The right `--allow-ffi=<library>` is missing.
 * @throws {RangeError} `threads` is not an integer from 1 to 64.
 */
export function probeNativeKernels(options: NativeKernelsOptions): NativeProbe {
  let kernels: Kernels;
  try {
    kernels = createNativeKernels(options);
  } catch (error) {
    if (error instanceof TypeError) return { reason: error.message };
    throw error;
  }
  const cases = [...conformanceCases()].filter((_, index) => index % STRIDE === 0);
  const [difference] = compareOver(cases, createReferenceKernels(), kernels);
  if (!difference) return { kernels };
  kernels.close();
  return { reason: `The native kernels give other bits: ${formatDifference(difference)}` };
}
