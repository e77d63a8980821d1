/**
 * The operations of kernels.c as Deno calls them.
 *
 * Made by tools/generate_kernel_callers.ts from packages/tensors/signatures.ts; do not edit.
 */

/** Arrays are "buffer", which takes subarrays and shared memory; the first of a team is its handle. */
export const OPERATION_SYMBOLS = {
  gemm: { name: "samebit_gemm", parameters: ["buffer", "i32", "i32", "u32", "u32", "u32", "buffer", "buffer", "buffer"], result: "void" },
  addBias: { name: "samebit_addBias", parameters: ["buffer", "buffer", "u32", "u32"], result: "void" },
  convolution: { name: "samebit_convolution", parameters: ["buffer", "buffer", "buffer", "buffer", "u32", "u32", "u32", "u32", "u32", "u32", "u32", "u32", "u32", "u32", "u32"], result: "void" },
  convolutionByData: { name: "samebit_convolutionByData", parameters: ["buffer", "buffer", "buffer", "buffer", "u32", "u32", "u32", "u32", "u32", "u32", "u32", "u32", "u32", "u32", "u32"], result: "void" },
  convolutionByWeights: { name: "samebit_convolutionByWeights", parameters: ["buffer", "buffer", "buffer", "buffer", "u32", "u32", "u32", "u32", "u32", "u32", "u32", "u32", "u32", "u32", "u32"], result: "void" },
  addChannelBias: { name: "samebit_addChannelBias", parameters: ["buffer", "buffer", "u32", "u32", "u32"], result: "void" },
  maxPool: { name: "samebit_maxPool", parameters: ["buffer", "buffer", "u32", "u32", "u32", "u32", "u32", "u32", "u32"], result: "void" },
  maxPoolBackward: { name: "samebit_maxPoolBackward", parameters: ["buffer", "buffer", "buffer", "u32", "u32", "u32", "u32", "u32", "u32", "u32"], result: "void" },
  averagePool: { name: "samebit_averagePool", parameters: ["buffer", "buffer", "u32", "u32", "u32", "u32", "u32", "u32", "u32"], result: "void" },
  averagePoolBackward: { name: "samebit_averagePoolBackward", parameters: ["buffer", "buffer", "u32", "u32", "u32", "u32", "u32", "u32", "u32"], result: "void" },
  columnSums: { name: "samebit_columnSums", parameters: ["buffer", "buffer", "u32", "u32"], result: "void" },
  rowSums: { name: "samebit_rowSums", parameters: ["buffer", "buffer", "u32", "u32"], result: "void" },
  sumOfSquares: { name: "samebit_sumOfSquares", parameters: ["buffer", "u32"], result: "f32" },
  exp: { name: "samebit_exp", parameters: ["buffer", "buffer", "u32"], result: "void" },
  log: { name: "samebit_log", parameters: ["buffer", "buffer", "u32"], result: "void" },
  multiply: { name: "samebit_multiply", parameters: ["buffer", "buffer", "buffer", "u32"], result: "void" },
  scale: { name: "samebit_scale", parameters: ["buffer", "f32", "u32"], result: "void" },
  addScaled: { name: "samebit_addScaled", parameters: ["buffer", "f32", "buffer", "u32"], result: "void" },
  clip: { name: "samebit_clip", parameters: ["buffer", "f32", "u32"], result: "void" },
  blend: { name: "samebit_blend", parameters: ["buffer", "buffer", "f32", "f32", "u32"], result: "void" },
  relu: { name: "samebit_relu", parameters: ["buffer", "buffer", "u32"], result: "void" },
  reluBackward: { name: "samebit_reluBackward", parameters: ["buffer", "buffer", "buffer", "u32"], result: "void" },
  dropout: { name: "samebit_dropout", parameters: ["buffer", "buffer", "u32", "u32", "f64", "f64", "f32", "buffer", "buffer", "u32"], result: "void" },
  batchNorm: { name: "samebit_batchNorm", parameters: ["buffer", "buffer", "buffer", "buffer", "f32", "buffer", "buffer", "buffer", "buffer", "buffer", "u32", "u32"], result: "void" },
  batchNormInference: { name: "samebit_batchNormInference", parameters: ["buffer", "buffer", "buffer", "buffer", "buffer", "f32", "buffer", "u32", "u32"], result: "void" },
  batchNormBackward: { name: "samebit_batchNormBackward", parameters: ["buffer", "buffer", "buffer", "buffer", "buffer", "buffer", "buffer", "buffer", "u32", "u32"], result: "void" },
  layerNorm: { name: "samebit_layerNorm", parameters: ["buffer", "buffer", "buffer", "f32", "buffer", "buffer", "buffer", "u32", "u32"], result: "void" },
  layerNormBackward: { name: "samebit_layerNormBackward", parameters: ["buffer", "buffer", "buffer", "buffer", "buffer", "buffer", "buffer", "u32", "u32"], result: "void" },
  leakyRelu: { name: "samebit_leakyRelu", parameters: ["buffer", "buffer", "f32", "buffer", "u32"], result: "void" },
  leakyReluBackward: { name: "samebit_leakyReluBackward", parameters: ["buffer", "buffer", "buffer", "f32", "buffer", "u32"], result: "void" },
  softmaxCrossEntropy: { name: "samebit_softmaxCrossEntropy", parameters: ["buffer", "buffer", "f64", "f32", "f32", "f32", "buffer", "buffer", "u32", "u32"], result: "void" },
  hinge: { name: "samebit_hinge", parameters: ["buffer", "buffer", "buffer", "buffer", "u32", "u32"], result: "void" },
  sgd: { name: "samebit_sgd", parameters: ["buffer", "buffer", "buffer", "f32", "u32"], result: "void" },
  momentum: { name: "samebit_momentum", parameters: ["buffer", "buffer", "buffer", "buffer", "f32", "f32", "u32"], result: "void" },
  nesterov: { name: "samebit_nesterov", parameters: ["buffer", "buffer", "buffer", "buffer", "f32", "f32", "f32", "u32"], result: "void" },
  adagrad: { name: "samebit_adagrad", parameters: ["buffer", "buffer", "buffer", "buffer", "f32", "f32", "u32"], result: "void" },
  rmsprop: { name: "samebit_rmsprop", parameters: ["buffer", "buffer", "buffer", "buffer", "f32", "f32", "f32", "f32", "u32"], result: "void" },
  adam: { name: "samebit_adam", parameters: ["buffer", "buffer", "buffer", "buffer", "buffer", "f32", "f32", "f32", "f32", "f32", "f32", "f32", "f32", "u32"], result: "void" },
} as const;
