/**
 * A run or its model in formats of other programs, as bytes and text: a folder that `evaluate`
 * reads, ONNX, NumPy's `.npz`, PyTorch; logs for TensorBoard and MLflow. Nothing here trains;
 * results computed elsewhere from these files agree up to rounding and are not part of the bit
 * contract.
 *
 * @module
 */
export { readSeries, type RunSeries, type SeriesPoint } from "./logs/series.ts";
export { writeMlflow, writeTensorBoard } from "./logs/write_logs.ts";
export { inputDataOf, type Model } from "./model.ts";
export { isModelFolder, readModel, writeModel } from "./model_folder.ts";
export { type DescribedModel, formatModel, parseModel } from "./model_text.ts";
export { formatModelNpz } from "./npz.ts";
export { formatOnnx } from "./onnx/onnx.ts";
export { formatPyTorch, formatStateDict } from "./pytorch/pytorch.ts";
