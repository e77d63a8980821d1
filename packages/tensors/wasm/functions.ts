/**
 * The exported functions of the module, as JavaScript calls them: addresses, counts and numbers, in
 * the order of their signatures; for those that take more, in the order of program/.
 */
import type { OperationName } from "../signatures.ts";

/** A function of addresses, counts and numbers. */
export type WasmProcedure = (...given: number[]) => void;

type ProcedureName = Exclude<OperationName, "sumOfSquares"> | "gatherBytes" | "gatherFloats";

/** The functions of a module; those without a result can be shared by threads. */
export interface WasmFunctions extends Readonly<Record<ProcedureName, WasmProcedure>> {
  readonly sumOfSquares: (x: number, n: number) => number;
  /** Does parts of a shared operation and waits for the rest; only where memory is shared. */
  readonly finish: (parts: number) => void;
}
