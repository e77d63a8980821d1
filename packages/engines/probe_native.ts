/**
 * The program that tries a native library, given as JSON on standard input: ends with status 0 if
 * it loads and gives the bits of the reference, otherwise with 1 and the reason. Its only right is
 * to load that file.
 *
 * @module
 */
import { type NativeKernelsOptions, probeNativeKernels } from "@samebit/tensors/native";

if (import.meta.main) {
  const options = await new Response(Deno.stdin.readable).json() as NativeKernelsOptions;
  const { kernels, reason } = probeNativeKernels(options);
  kernels?.close();
  if (reason !== undefined) {
    console.log(reason);
    Deno.exit(1);
  }
}
