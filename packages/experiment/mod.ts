/**
 * The declarative experiment file: its types, its checking, its expansion to plans, and the making
 * of its runs into the store. Not for drawing: pages are made by @samebit/report from the files.
 *
 * @module
 */
export * from "./audit.ts";
export type { Choice } from "./axes.ts";
export * from "./backend.ts";
export * from "./bad_input.ts";
export * from "./check.ts";
export * from "./check_fit.ts";
export * from "./data_folder.ts";
export * from "./elsewhere.ts";
export * from "./engine.ts";
export * from "./evaluate_file.ts";
export * from "./expand.ts";
export * from "./experiment.ts";
export * from "./find_run.ts";
export * from "./identifiers.ts";
export * from "./local_engine.ts";
export * from "./lock/chain.ts";
export * from "./lock/lock.ts";
export * from "./lock/lock_changes.ts";
export * from "./lock/lock_text.ts";
export * from "./lock/make_lock.ts";
export {
  isNatsAddress,
  type NatsAddress,
  parseNatsAddress,
  refuseClearPassword,
} from "./nats/address.ts";
export * from "./nats/nats_engine.ts";
export * from "./nats/nats_worker.ts";
export { type NatsTiming } from "./nats/timing.ts";
export * from "./nearest.ts";
export * from "./plan_experiment.ts";
export * from "./record_run.ts";
export { NO_LOADER_VARIABLES, refuseKept } from "./rights.ts";
export * from "./run_experiment.ts";
export * from "./saved_run.ts";
export { chosenRun, FollowedSearch, type ScoreOf } from "./search/follow_search.ts";
export type { HalvingSearch } from "./search/halving_search.ts";
export type { RandomSearch } from "./search/random_search.ts";
export type { TpeSearch } from "./search/tpe_search.ts";
export type { Range } from "./search/range.ts";
export * from "./search/remaining_work.ts";
export * from "./search/scores.ts";
export * from "./search/search.ts";
export { chosenSeeds, planSearch, type Round, roundsOf } from "./search/settings.ts";
export { type SlurmOptions } from "./slurm/batch_script.ts";
export * from "./slurm/slurm_engine.ts";
export * from "./store.ts";
export { compareRuns, findRecord, type RunComparison } from "./verify/compare_runs.ts";
export { type Difference, formatDifference } from "./verify/difference.ts";
export { SAME, type VerifiedRun } from "./verify/judge_run.ts";
export { type LockMatch, matchLock, sampleRuns } from "./verify/match_lock.ts";
export * from "./verify/verify_experiment.ts";
export type { ClassCounts, WarnedFacts } from "./warnings/subject.ts";
export { type RunEnd, type WorkerOptions } from "./worker_process.ts";
