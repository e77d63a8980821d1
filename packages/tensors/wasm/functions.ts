/**
 * The exported functions of the module, as JavaScript calls them: addresses and counts, then numbers.
 * Their parameters stand in program/, next to the code.
 */

/** A function of addresses, counts and numbers. */
export type WasmProcedure = (...given: number[]) => void;

type ProcedureName =
  | ("gemm" | "addBias" | "columnSums" | "rowSums" | "gatherBytes" | "gatherFloats")
  | ("exp" | "log" | "multiply" | "scale" | "addScaled" | "clip" | "blend")
  | ("relu" | "reluBackward" | "dropout")
  | ("batchNorm" | "batchNormInference" | "batchNormBackward")
  | ("layerNorm" | "layerNormBackward" | "softmaxCrossEntropy" | "hinge")
  | ("sgd" | "momentum" | "nesterov" | "adagrad" | "rmsprop" | "adam");

/** The functions of a module; those without a result can be shared by threads. */
export interface WasmFunctions extends Readonly<Record<ProcedureName, WasmProcedure>> {
  readonly sumOfSquares: (x: number, n: number) => number;
  /** Does parts of a shared operation and waits for the rest; only where memory is shared. */
  readonly finish: (parts: number) => void;
}
