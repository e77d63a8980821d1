/**
 * Loads saved weights into the network of their plan and applies it to a split or to other
 * examples. The kernels of a run on its own weights must give the numbers in its `run.json`.
 *
 * @module
 */
export { type ExamplesFile, judgeExamples } from "./judge_examples.ts";
export { judgeSplit, requireOwnWeights, type SplitName, SPLITS } from "./judge_split.ts";
export {
  chosenWord,
  type LoadedRun,
  loadModel,
  loadRun,
  type Restored,
  type RestoredRun,
  restoreModel,
  restoreRun,
  WEIGHTS,
} from "./restore.ts";
export { readCheckedRun } from "./saved_plan.ts";
