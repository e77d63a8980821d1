/**
 * Update rules, groups of parameters, schedules of the learning rate, clipping of gradients and
 * averaging of weights. One file per rule, each with its formulas and the differences to other
 * programs; state is plain arrays, so that it can be saved and restored. The rules see only the
 * flat parameters of layers and which of these are matrices.
 *
 * What is computed, to the last bit: `docs/contracts/8-training.md`.
 *
 * @module
 */
export {
  type Averages,
  AVERAGING_FIELDS,
  type AveragingConfig,
  createAverages,
} from "./averaging.ts";
export { clipGradients, CLIPPING_FIELDS, type ClippingConfig } from "./clipping.ts";
export {
  GROUP_FIELDS,
  type GroupConfig,
  type ParameterRange,
  parameterRangesOf,
} from "./groups.ts";
export {
  LEARNING_RATE,
  type Optimizer,
  type OptimizerKind,
  type ParameterSlice,
  type Rule,
} from "./optimizer.ts";
export {
  createOptimizer,
  OPTIMIZER_DEFAULTS,
  OPTIMIZER_FIELDS,
  type OptimizerConfig,
  OPTIMIZERS,
  type OwnOptimizers,
} from "./registry.ts";
export {
  learningRateAt,
  SCHEDULE_DEFAULTS,
  SCHEDULE_FIELDS,
  type ScheduleConfig,
  SCHEDULES,
} from "./schedules/registry.ts";
export type { SchedulePosition } from "./schedules/schedule.ts";
