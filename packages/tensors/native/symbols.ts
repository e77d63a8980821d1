/**
 * The functions of kernels.c as Deno calls them. Arrays are "buffer" (which takes subarrays and shared
 * memory, and needs no right but the one to load the library), sizes "u32", numbers "f32".
 */

const buffer = "buffer";

/** A function of kernels.c that returns nothing. */
function procedure<const Parameters extends readonly Deno.NativeType[]>(
  name: string,
  ...parameters: Parameters
): { name: string; parameters: Parameters; result: "void" } {
  return { name: `samebit_${name}`, parameters, result: "void" };
}

/** All functions of kernels.c. Where the first parameter is a team, it is the handle of the threads. */
export const SYMBOLS = {
  supported: { name: "samebit_supported", parameters: [], result: "i32" },
  prepare: { name: "samebit_prepare", parameters: [buffer, "f64"], result: "u32" },
  open: { name: "samebit_open", parameters: [buffer, "u32"], result: "i32" },
  close: procedure("close", buffer),

  gatherBytes: procedure(
    "gatherBytes",
    ...[buffer, buffer, buffer, buffer, buffer, buffer, "u32", "u32"] as const,
  ),
  gatherFloats: procedure(
    "gatherFloats",
    ...[buffer, buffer, buffer, buffer, buffer, buffer, "u32", "u32"] as const,
  ),

  gemm: procedure(
    "gemm",
    ...[buffer, "i32", "i32", "u32", "u32", "u32", buffer, buffer, buffer] as const,
  ),
  addBias: procedure("addBias", buffer, buffer, "u32", "u32"),

  columnSums: procedure("columnSums", buffer, buffer, "u32", "u32"),
  rowSums: procedure("rowSums", buffer, buffer, "u32", "u32"),
  sumOfSquares: { name: "samebit_sumOfSquares", parameters: [buffer, "u32"], result: "f32" },

  exp: procedure("exp", buffer, buffer, "u32"),
  log: procedure("log", buffer, buffer, "u32"),
  multiply: procedure("multiply", buffer, buffer, buffer, "u32"),
  scale: procedure("scale", buffer, "f32", "u32"),
  addScaled: procedure("addScaled", buffer, "f32", buffer, "u32"),
  clip: procedure("clip", buffer, "f32", "u32"),
  blend: procedure("blend", buffer, buffer, "f32", "f32", "u32"),

  relu: procedure("relu", buffer, buffer, "u32"),
  reluBackward: procedure("reluBackward", buffer, buffer, buffer, "u32"),
  dropout: procedure(
    "dropout",
    ...[buffer, buffer, "u32", "u32", "f64", "f64", "f32", buffer, buffer, "u32"] as const,
  ),

  batchNorm: procedure(
    "batchNorm",
    ...[buffer, buffer, buffer, buffer, "f32", buffer, buffer, buffer, buffer, buffer] as const,
    ...["u32", "u32"] as const,
  ),
  batchNormInference: procedure(
    "batchNormInference",
    ...[buffer, buffer, buffer, buffer, buffer, "f32", buffer, "u32", "u32"] as const,
  ),
  batchNormBackward: procedure(
    "batchNormBackward",
    ...[buffer, buffer, buffer, buffer, buffer, buffer, buffer, buffer, "u32", "u32"] as const,
  ),
  layerNorm: procedure(
    "layerNorm",
    ...[buffer, buffer, buffer, "f32", buffer, buffer, buffer, "u32", "u32"] as const,
  ),
  layerNormBackward: procedure(
    "layerNormBackward",
    ...[buffer, buffer, buffer, buffer, buffer, buffer, buffer, "u32", "u32"] as const,
  ),

  softmaxCrossEntropy: procedure(
    "softmaxCrossEntropy",
    ...[buffer, buffer, "i32", "f32", "f32", "f32", buffer, buffer, "u32", "u32"] as const,
  ),
  hinge: procedure("hinge", buffer, buffer, buffer, buffer, "u32", "u32"),

  sgd: procedure("sgd", buffer, buffer, buffer, "f32", "u32"),
  momentum: procedure("momentum", buffer, buffer, buffer, buffer, "f32", "f32", "u32"),
  nesterov: procedure("nesterov", buffer, buffer, buffer, buffer, "f32", "f32", "f32", "u32"),
  adagrad: procedure("adagrad", buffer, buffer, buffer, buffer, "f32", "f32", "u32"),
  rmsprop: procedure(
    "rmsprop",
    ...[buffer, buffer, buffer, buffer, "f32", "f32", "f32", "f32", "u32"] as const,
  ),
  adam: procedure(
    "adam",
    ...[buffer, buffer, buffer, buffer, buffer] as const,
    ...["f32", "f32", "f32", "f32", "f32", "f32", "f32", "f32", "u32"] as const,
  ),
} as const;

/** The loaded library. */
export type NativeLibrary = Deno.DynamicLibrary<typeof SYMBOLS>;

/** The foreign functions of the loaded library. */
export type NativeSymbols = NativeLibrary["symbols"];
