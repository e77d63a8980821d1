/**
 * The program that tries a native library: ends with status 0 if it loads and gives the bits of the
 * reference, else with 1 and the reason. It is given no right but to load that one file.
 *
 *     deno run --allow-ffi=LIBRARY probe_native.ts LIBRARY THREADS
 *
 * @module
 */
import { probeNativeKernels } from "@samebit/tensors/native";

if (import.meta.main) {
  const [library = "", threads] = Deno.args;
  const { kernels, reason } = probeNativeKernels({ library, threads: Number(threads) });
  kernels?.close();
  if (reason !== undefined) {
    console.log(reason);
    Deno.exit(1);
  }
}
