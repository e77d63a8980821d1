/**
 * What every group of native operations is made from.
 */
import type { Guard } from "./guard.ts";
import type { NativeSymbols } from "./symbols.ts";

/** A loaded library in use. */
export interface NativeContext {
  /** The functions of the library. */
  readonly call: NativeSymbols;
  /** Holds the address of the threads and of their scratch memory. */
  readonly team: Uint8Array<ArrayBuffer>;
  /** Checks arguments. */
  readonly guard: Guard;
}
