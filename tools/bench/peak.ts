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

/**
 * Runs chains in place: numbers[0] is a factor, numbers[1] a summand, followed by the lanes of the
 * chains: first those that are multiplied in every step, then those that are added to. Returns the
 * number of its multiplications and additions.
 */
type RunChains = (numbers: Float32Array<ArrayBuffer>, steps: number) => number;

/** Room for the lanes of all chains: 24 vectors of 512 bits. */
const LANES = 24 * 16;
const STEPS = 500_000;

/** The limit of native kernels, by the library that was compiled from peak.c. */
export function nativePeak(library: string): Peak {
  const { symbols } = Deno.dlopen(library, PEAK_SYMBOLS);
  return peakOf(symbols.chains);
}

/** Pairs of chains that fit into the registers of an x86-64 CPU beside their two factors. */
const PAIRS = 6;

/** The limit of WebAssembly. */
export function wasmPeak(): Peak {
  const module = new ModuleBuilder({ pages: 1, shared: false });
  module.export("chains", { steps: "i32" }, (f, { steps }) => {
    const [products, sums] = [f.locals("v128", PAIRS), f.locals("v128", PAIRS)];
    const factor = f.local("v128", v128.load32Splat(0));
    const summand = f.local("v128", v128.load32Splat(4));
    [...products, ...sums].forEach((chain, i) => f.set(chain, v128.load(8 + 16 * i)));
    f.while(i32.ne(steps, 0), () => {
      for (const product of products) f.set(product, f32x4.mul(product, factor));
      for (const sum of sums) f.set(sum, f32x4.add(sum, summand));
      f.increase(steps, -1);
    });
    [...products, ...sums].forEach((chain, i) => f.storeV128(8 + 16 * i, chain));
  });
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), {
    kernels: { memory },
  });
  const run = exports.chains as (steps: number) => void;
  return peakOf((numbers, steps) => {
    const inside = new Float32Array(memory.buffer, 0, numbers.length);
    inside.set(numbers);
    run(steps);
    numbers.set(inside);
    return 2 * PAIRS * 4 * steps;
  });
}

/**
 * The limit by these chains.
 *
 * @throws {Error} If they compute less than they count, as they may after a compiler finds the same
 * chain twice or a result that nobody reads.
 */
export function peakOf(chains: RunChains): Peak {
  checkChains(chains);
  const numbers = new Float32Array(2 + LANES).fill(1);
  numbers[0] = -1;
  return () => gflops(() => chains(numbers, STEPS));
}

/**
 * Compares every lane, each of which starts from another number, with the same steps taken one by
 * one.
 */
function checkChains(chains: RunChains): void {
  const steps = 20, [factor, summand] = [1.1, 0.3].map(Math.fround) as [number, number];
  const numbers = Float32Array.from({ length: 2 + LANES }, (_, i) => i);
  numbers.set([factor, summand]);
  const lanes = chains(numbers, steps) / steps;
  for (let i = 0; i < lanes; i++) {
    let lane = 2 + i;
    for (let step = 0; step < steps; step++) {
      lane = Math.fround(i < lanes / 2 ? lane * factor : lane + summand);
    }
    if (numbers[2 + i] === lane) continue;
    throw new Error(
      `Cannot measure the machine's limit: lane ${i} of ${lanes} is ${numbers[2 + i]} after ` +
        `${steps} steps, not ${lane}`,
    );
  }
}

/** What `work` does per second, which returns how many operations it made. */
export function gflops(work: () => number): number {
  const start = performance.now();
  const operations = work();
  return operations / (performance.now() - start) / 1e6;
}
