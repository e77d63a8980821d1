/**
 * The functions of kernels.c as Deno calls them. Arrays are "buffer" (which takes subarrays and shared
 * memory, and needs no right but the one to load the library), sizes "u32", numbers "f32".
 */
import { OPERATION_SYMBOLS } from "../generated/native_symbols.ts";

const buffer = "buffer";

const gather = [buffer, buffer, buffer, buffer, buffer, buffer, "u32", "u32"] as const;

/** All functions of kernels.c. Where the first parameter is a team, it is the handle of the threads. */
export const SYMBOLS = {
  supported: { name: "samebit_supported", parameters: [], result: "i32" },
  prepare: { name: "samebit_prepare", parameters: [buffer, "f64"], result: "u32" },
  open: { name: "samebit_open", parameters: [buffer, "u32"], result: "i32" },
  close: { name: "samebit_close", parameters: [buffer], result: "void" },
  gatherBytes: { name: "samebit_gatherBytes", parameters: gather, result: "void" },
  gatherFloats: { name: "samebit_gatherFloats", parameters: gather, result: "void" },
  ...OPERATION_SYMBOLS,
} as const;

/** The loaded library. */
export type NativeLibrary = Deno.DynamicLibrary<typeof SYMBOLS>;

/** The foreign functions of the loaded library. */
export type NativeSymbols = NativeLibrary["symbols"];
