/**
 * Which share of the machine's own limit our kernels reach, on the 3x3 convolutions of steps (f) and
 * (g) and the matrix products of (a) and (c).
 *
 * @module
 */
import type { KernelsChoice } from "@samebit/engines";
import { buildNativeLibrary, currentMachine } from "@samebit/tensors/native";
import { GEMM_SHAPES } from "./comparisons.ts";
import type { ConvShape, Limits, LimitsJob } from "./limits_program.ts";
import { PEAK_SYMBOLS } from "./peak.ts";
import { runProgram } from "./programs.ts";

const CONVOLUTIONS: readonly ConvShape[] = [
  { step: "f", rows: 128, channels: 32, filters: 32, side: 32 },
  { step: "f", rows: 128, channels: 32, filters: 64, side: 16 },
  { step: "f", rows: 128, channels: 64, filters: 64, side: 16 },
  { step: "f", rows: 128, channels: 64, filters: 128, side: 8 },
  { step: "f", rows: 128, channels: 128, filters: 128, side: 8 },
  { step: "g", rows: 256, channels: 24, filters: 64, side: 31 },
  { step: "g", rows: 256, channels: 64, filters: 64, side: 15 },
  { step: "g", rows: 256, channels: 64, filters: 256, side: 15 },
  { step: "g", rows: 256, channels: 256, filters: 256, side: 7 },
];

/** Measures them on one thread, each `rounds` times in turn with the limit. */
export async function measureLimits(kernels: KernelsChoice, rounds: number): Promise<Limits> {
  const job = { kernels, convolutions: CONVOLUTIONS, products: GEMM_SHAPES, rounds };
  if (kernels.name !== "native") return await runProgram<Limits>("limits_program.ts", job);
  const folder = await Deno.makeTempDir();
  try {
    const { path: peak } = await buildNativeLibrary({
      folder,
      machine: currentMachine(),
      source: new URL("./peak.c", import.meta.url),
      symbols: PEAK_SYMBOLS,
    });
    const withPeak: LimitsJob = { ...job, peak };
    return await runProgram<Limits>("limits_program.ts", withPeak, [peak]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
