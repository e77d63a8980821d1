/**
 * What a core can do at most under the bit contract: multiplications and additions, separate, at the
 * widest vectors that the kernels may use, in GFLOP/s. For wasm that is 128 bits.
 *
 * @module
 */
import { ModuleBuilder } from "../../packages/tensors/wasm/assembler/module_builder.ts";
import { f32x4, i32, v128 } from "../../packages/tensors/wasm/assembler/values.ts";

/** How Deno calls peak.c. */
export const PEAK_SYMBOLS = {
  chains: { name: "samebit_chains", parameters: ["buffer", "u32"], result: "f64" },
} as const;

/** Measures the limit now, within some milliseconds. */
export type Peak = () => number;

const STEPS = 500_000;

/** The limit of native kernels, by the library that was compiled of peak.c. */
export function nativePeak(library: string): Peak {
  const { symbols } = Deno.dlopen(library, PEAK_SYMBOLS);
  const numbers = new Float32Array([0.999, 0.001, 0]);
  return () => gflops(() => symbols.chains(numbers, STEPS));
}

/** Chains that fit into the registers of an x86-64 CPU beside their two factors. */
const CHAINS = 12;

/** The limit of WebAssembly. */
export function wasmPeak(): Peak {
  const module = new ModuleBuilder({ pages: 1, shared: false });
  module.export("chains", { steps: "i32" }, (f, { steps }) => {
    const chains = f.locals("v128", CHAINS);
    const [x, y] = [f.local("v128", v128.load(0)), f.local("v128", v128.load(16))];
    for (const chain of chains) f.set(chain, y);
    f.while(i32.ne(steps, 0), () => {
      for (const chain of chains) f.set(chain, f32x4.add(f32x4.mul(chain, x), y));
      f.increase(steps, -1);
    });
    for (const chain of chains) f.storeV128(32, chain);
  });
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  new Float32Array(memory.buffer).fill(0.999, 0, 4).fill(0.001, 4, 8);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), {
    kernels: { memory },
  });
  const run = exports.chains as (steps: number) => void;
  return () =>
    gflops(() => {
      run(STEPS);
      return 2 * CHAINS * 4 * STEPS;
    });
}

/** What `work` does per second, which returns how many operations it made. */
export function gflops(work: () => number): number {
  const start = performance.now();
  const operations = work();
  return operations / (performance.now() - start) / 1e6;
}
