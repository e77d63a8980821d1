/**
 * Update rules, schedules of the learning rate, clipping of gradients and averaging of
 * weights. One file a rule, each with
 * its formulas and where other programs differ; state is plain arrays, so that it can be saved and
 * restored. Knows nothing of layers but their flat parameters.
 *
 * What is computed, to the last bit, is said in docs/contracts/8-training.md of the repository.
 *
 * @module
 */
export type { AdagradConfig } from "./adagrad.ts";
export type { AdamConfig } from "./adam.ts";
export type { AdamwConfig } from "./adamw.ts";
export {
  type Averages,
  AVERAGING_DEFAULTS,
  type AveragingConfig,
  createAverages,
} from "./averaging.ts";
export { clipGradients } from "./clipping.ts";
export type { ClippingConfig } from "./clipping.ts";
export type { MomentumConfig } from "./momentum.ts";
export type { NesterovConfig } from "./nesterov.ts";
export type { FlatParameters } from "@samebit/layers";
export type { Optimizer } from "./optimizer.ts";
export { createOptimizer, OPTIMIZER_DEFAULTS } from "./registry.ts";
export type { OptimizerConfig, OptimizerDefaults } from "./registry.ts";
export type { RmspropConfig } from "./rmsprop.ts";
export type { ConstantConfig } from "./schedules/constant.ts";
export type { CosineConfig } from "./schedules/cosine.ts";
export type { EpochDecayConfig } from "./schedules/epoch_decay.ts";
export { learningRateAt, SCHEDULE_DEFAULTS } from "./schedules/registry.ts";
export type { ScheduleConfig, ScheduleDefaults } from "./schedules/registry.ts";
export type { SchedulePosition } from "./schedules/schedule.ts";
export type { StepDecayConfig } from "./schedules/step_decay.ts";
export type { SgdConfig } from "./sgd.ts";
