/**
 * The training of one run: the plan as data, and `execute`, a generator that turns a plan and its
 * data into rows, checkpoints and weights. It knows no files, no console and no clock, so that the
 * same code trains on a desk, in a worker, on another machine and in a browser.
 *
 * What is computed, to the last bit: one step, `docs/contracts/8-training.md`; evaluations and how a
 * run ends, `docs/contracts/9-evaluation.md`; the identity, `docs/contracts/10-files.md`.
 *
 * @module
 */
export { type AccumulatedPlan, requireAccumulation } from "./accumulation.ts";
export {
  checkFit,
  type DataCount,
  type DatasetFacts,
  factsOf,
  MOST_STEPS,
  requireFit,
  requireInputFit,
  requireRoom,
  stepsPerEpoch,
} from "./check_fit.ts";
export type { Refuse } from "./check_task.ts";
export { type Checkpoint, type RunCounters } from "./checkpoint.ts";
export { isBest } from "./choice.ts";
export { type DivergingRun, findDivergence } from "./diverge.ts";
export type { Divergence, Phase, Tensors } from "./first_difference.ts";
export {
  followDivergence,
  type FollowedDivergence,
  type FollowedStep,
} from "./follow_divergence.ts";
export type { WeightedData } from "./class_weights.ts";
export { Evaluator, type InputData } from "./evaluator.ts";
export {
  execute,
  type RunEvent,
  type RunOutcome,
  type RunRequest,
  type WeightTensor,
} from "./execute.ts";
export { DEFAULT_EVALUATION, EVALUATION_FIELDS, type EvaluationPlan } from "./evaluation_plan.ts";
export { identityOf } from "./identity.ts";
export { type MeasuredLayer, measuredLayers } from "./layer_probe.ts";
export { hasOwnKinds, LATER_FIELDS, type LaterField, readPlan, writePlan } from "./later_fields.ts";
export {
  CONTRACT,
  type ModelPlan,
  type Plan,
  type Stopping,
  STOPPING_FIELDS,
  type TrainingPlan,
} from "./plan.ts";
export type { Mistakes, TestPredictions } from "./predictions.ts";
export { recordData } from "./record_data.ts";
export { restoreSavedWeights } from "./saved_weights.ts";
export {
  checkStart,
  loadStart,
  loadTrainingData,
  type OwnCode,
  putStart,
  type StartTensor,
  type StartWeights,
  type TrainingData,
  withStart,
} from "./start_weights.ts";
export { Trainer } from "./trainer.ts";
export { stateDigest } from "./state_digest.ts";
