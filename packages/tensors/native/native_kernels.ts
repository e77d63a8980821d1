/**
 * The contract through a compiled library: opening it, giving out memory, closing it. What the
 * operations compute is in kernels.c; here only arguments are checked and passed.
 */
import { createNativeOperations } from "../generated/native_operations.ts";
import type { Kernels } from "../kernels.ts";
import type { NativeContext } from "./context.ts";
import { createGather } from "./gather.ts";
import { createGuard } from "./guard.ts";
import { createMemory } from "./memory.ts";
import { type NativeLibrary, SYMBOLS } from "./symbols.ts";

const MAX_THREADS = 64;

/** What {@link createNativeKernels} needs. */
export interface NativeKernelsOptions {
  /** The library that {@link buildNativeLibrary} built, on this machine. */
  readonly library: string | URL;
  /** How many threads share one operation; 1 if left out. */
  readonly threads?: number;
  /** How many MiB all arrays may take together; 2048 if left out, as much as WebAssembly's. */
  readonly mebibytes?: number;
}

/**
 * The contract in native code, as fast as the CPU's widest vectors; float32 only.
 *
 * It needs only the right `--allow-ffi=<library>`. With more than one thread, large matrix
 * products, convolutions, updates and normalizations are shared; the bits do not depend on it.
 * `close` ends the threads.
 *
 * @example
 * ```ts
 * import { createNativeKernels, currentMachine, findNativeLibrary } from "@samebit/tensors/native";
 * import { assertEquals } from "@std/assert";
 *
 * const library = await findNativeLibrary({ folder: "kernels", machine: currentMachine() });
 * if (library) {
 *   const kernels = createNativeKernels({ library, threads: 2 });
 *   const x = kernels.allocate(3);
 *   x.set([1, 2, 3]);
 *   assertEquals(kernels.sumOfSquares(x, 3), 14);
 *   kernels.close();
 * }
 * ```
 *
 * `allocate` throws a RangeError where the arrays would take more than `mebibytes`.
 *
 * @throws {RangeError} `threads` is not an integer from 1 to 64.
 * @throws {TypeError} The library cannot be loaded, or was built for another CPU.
 */
export function createNativeKernels(options: NativeKernelsOptions): Kernels {
  const { library, threads = 1, mebibytes } = options;
  if (!Number.isInteger(threads) || threads < 1 || threads > MAX_THREADS) {
    throw new RangeError(
      `Cannot use ${threads} threads: wanted an integer from 1 to ${MAX_THREADS}`,
    );
  }
  const loaded = loadLibrary(library);
  const call = loaded.symbols;
  const team = new Uint8Array(8);
  let open = true;

  function fail(reason: string): never {
    loaded.close();
    throw new TypeError(`Cannot use the native kernels ${library}: ${reason}`);
  }
  if (!call.supported()) fail("they were built for another CPU; build them again on this machine");
  if (call.open(team, threads) !== 0) fail(`no memory or threads for ${threads} threads`);

  const allocate = createMemory(call, mebibytes);
  const context: NativeContext = { call, team, guard: createGuard(() => open) };
  return {
    name: "native",
    precision: "float32",
    threads,

    allocate(length) {
      context.guard.sizes("allocate", length);
      return allocate(length);
    },

    close() {
      if (!open) return;
      open = false;
      call.close(team);
      loaded.close();
    },

    gather: createGather(context),
    ...createNativeOperations(context),
  };
}

function loadLibrary(library: string | URL): NativeLibrary {
  try {
    return Deno.dlopen(library, SYMBOLS);
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new TypeError(`Cannot load the native kernels ${library}: ${reason}; build them again`, {
      cause: error,
    });
  }
}
