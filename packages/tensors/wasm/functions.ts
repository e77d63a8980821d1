/**
 * The exported functions of the module, as JavaScript calls them: addresses and counts, then numbers.
 * Their parameters stand in program/, next to the code.
 */

/** A function of addresses, counts and numbers. */
export type WasmProcedure = (...given: number[]) => void;

/** The operations that several threads can share, and the others. */
export type WasmFunctions =
  & {
    readonly [Name in ProcedureName]: WasmProcedure;
  }
  & { readonly sumOfSquares: (x: number, n: number) => number };

type ProcedureName =
  | ("gemm" | "addBias" | "columnSums" | "rowSums" | "gatherBytes" | "gatherFloats")
  | ("exp" | "log" | "multiply" | "scale" | "addScaled" | "clip" | "blend")
  | ("relu" | "reluBackward" | "dropout")
  | ("batchNorm" | "batchNormInference" | "batchNormBackward")
  | ("layerNorm" | "layerNormBackward" | "softmaxCrossEntropy" | "hinge")
  | ("sgd" | "momentum" | "nesterov" | "adagrad" | "rmsprop" | "adam");
