/**
 * The contract in WebAssembly: making the module, giving out memory, closing. What the operations
 * compute is in program/; here only arguments are checked and passed.
 */
import { createWasmOperations } from "../generated/wasm_operations.ts";
import type { Kernels } from "../kernels.ts";
import type { WasmContext } from "./context.ts";
import { createConvolution } from "./convolution.ts";
import { createDropout } from "./dropout.ts";
import type { WasmFunctions } from "./functions.ts";
import { createGather } from "./gather.ts";
import { createGemm } from "./gemm.ts";
import { createImageNormalizations } from "./image_normalization.ts";
import { createLossOperations } from "./losses.ts";
import { createKernelMemory } from "./memory.ts";
import { MAXIMUM_THREADS } from "./program/layout.ts";
import { writeProgram } from "./program/program.ts";
import { createLoneTeam, createTeam, type Team } from "./team.ts";

/** How {@link createWasmKernels} shall work; no choice changes a bit. */
export interface WasmKernelsOptions {
  /** How many threads share one large operation; 1 if left out. */
  readonly threads?: number;
  /** The most that all arrays together may take, in MiB; 2048 if left out. */
  readonly mebibytes?: number;
}

const MOST_MEBIBYTES = 4095;

/** From how many multiplications, or updated weights, on an operation is shared. */
const LEAST_SHARED_WORK = 50_000;

/**
 * The contract in WebAssembly with 128-bit SIMD; float32 only.
 *
 * Nothing has to be installed, and with one thread nothing is used but WebAssembly itself, so that it
 * also runs in a browser. Relaxed SIMD, whose results depend on the CPU, is not used. With more
 * threads, large matrix products, convolutions, normalizations of images, updates and dropout are shared with workers, which need the right
 * to read this package; `close` ends them.
 *
 * @example
 * ```ts
 * import { createWasmKernels } from "@samebit/tensors";
 * import { assertEquals } from "@std/assert";
 *
 * const kernels = createWasmKernels();
 * const [a, b, c] = [4, 4, 4].map((length) => kernels.allocate(length));
 * a.set([1, 2, 3, 4]);
 * b.set([5, 6, 7, 8]);
 * kernels.gemm(false, false, 2, 2, 2, a, b, c);
 * assertEquals([...c], [19, 22, 43, 50]);
 * kernels.close();
 * ```
 *
 * @throws {RangeError} `threads` or `mebibytes` is no integer in its range, or there is no such memory.
 */
export function createWasmKernels(options: WasmKernelsOptions = {}): Kernels {
  return createWasmKernelsAndTeam(options).kernels;
}

/** The kernels and their threads, with the threshold for sharing as an option. */
export function createWasmKernelsAndTeam(
  { threads = 1, mebibytes = 2048, leastWork = LEAST_SHARED_WORK }: WasmKernelsOptions & {
    readonly leastWork?: number;
  },
): { kernels: Kernels; team: Team } {
  checkInteger("threads", threads, MAXIMUM_THREADS);
  checkInteger("MiB of wasm memory", mebibytes, MOST_MEBIBYTES);
  const memory = createKernelMemory(mebibytes, threads > 1);
  const { bytes, constants, jobs } = writeProgram(memory, 0);
  constants.writeTo(memory.buffer);
  const module = new WebAssembly.Module(bytes);
  const instance = new WebAssembly.Instance(module, { kernels: { memory: memory.memory } });
  const call = instance.exports as unknown as WasmFunctions;
  const team = threads === 1
    ? createLoneTeam()
    : createTeam({ threads, leastWork, memory, call, jobs });
  const context: WasmContext = { call, memory, team };
  const kernels: Kernels = {
    name: "wasm",
    precision: "float32",
    threads,
    allocate: memory.allocate,

    close() {
      team.close();
      memory.close();
    },

    gather: createGather(context),
    gemm: createGemm(context),
    ...createConvolution(context),
    ...createImageNormalizations(context),
    dropout: createDropout(context),
    ...createLossOperations(context),
    ...createWasmOperations(context),
  };
  return { kernels, team };
}

function checkInteger(what: string, value: number, most: number): void {
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new RangeError(`Cannot use ${value} ${what}: wanted an integer from 1 to ${most}`);
  }
}
