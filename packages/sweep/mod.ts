/**
 * Running a complete experiment: its plans, its search, the missing runs, and warnings beforehand.
 *
 * @module
 */
export { networksOf, type PlannedNetwork } from "./networks.ts";
export { chosenRun, FollowedSearch, proposedRun, type ScoreOf } from "./follow_search.ts";
export { MissingData } from "./missing_data.ts";
export { refuseOtherFile } from "./other_file.ts";
export {
  dataKey,
  type DataSizes,
  type ExperimentRun,
  type KnownData,
  type KnownFacts,
  planDeclared,
  planExperiment,
  type PlannedExperiment,
  planOn,
  type PlanOptions,
  readExperimentFile,
  type RunData,
  slugOf,
} from "./plan_experiment.ts";
export { type RemainingWork, remainingWork, type Work } from "./remaining_work.ts";
export {
  jobOf,
  type Outstanding,
  outstanding,
  runExperiment,
  type RunExperimentOptions,
  type RunExperimentReport,
} from "./run_experiment.ts";
export { bestUntil, followStored, scoreOf, type StoredSearch } from "./scores.ts";
