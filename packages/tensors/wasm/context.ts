/**
 * What every group of wasm operations is made from.
 */
import type { WasmFunctions } from "./functions.ts";
import type { KernelMemory } from "./memory.ts";
import type { Team } from "./team.ts";

/** An instantiated module in use. */
export interface WasmContext {
  /** The functions of the module. */
  readonly call: WasmFunctions;
  /** Turns arrays into addresses. */
  readonly memory: KernelMemory;
  /** Shares large operations between threads. */
  readonly team: Team;
}
