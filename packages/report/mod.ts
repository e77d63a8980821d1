/**
 * Logs in, HTML out: reads what runs recorded, says what the numbers support and writes pages that
 * open without network. It imports nothing that trains.
 *
 * @module
 */
export { readAsset } from "./assets.ts";
export type { LockState } from "./checklist.ts";
export { type ClaimResult, evaluateClaims, type Verdict } from "./claims.ts";
export { keepBest, rankOfVariant } from "./crowd.ts";
export { type DamagedExperiment, damageOf } from "./damage.ts";
export { FILES, type LogSource } from "./log_source.ts";
export { type LayerLog, type Metric, METRICS } from "./metrics.ts";
export { notesOf } from "./notes.ts";
export type { Mistake, Predictions, VariantPredictions } from "./predictions.ts";
export {
  type EpochLog,
  type ExperimentLogs,
  type LogDepth,
  readExperiment,
  type ReadOptions,
  type RunLogs,
  type RunState,
  type StepLog,
} from "./read_experiment.ts";
export { finiteSetError, summarize, summarizeDifferences, type Summary } from "./statistics.ts";
export {
  type Candidate,
  gatherVariants,
  metricBySeed,
  metricOf,
  summarizeMetric,
  tunedText,
  type Variant,
} from "./variants.ts";
export { showCount, showMean } from "./page/format.ts";
export { type Evidence, renderExperimentPage } from "./page/experiment_page.tsx";
export type { FirstLayer, ImageShape } from "./first_layer.ts";
export { type OfferedRun, offerReruns, readRerun } from "./reruns.ts";
export { renderIndexPage } from "./page/index_page.tsx";
export type { Live, LiveRun } from "./page/progress.tsx";
export { renderWaitingPage } from "./page/waiting_page.tsx";
export { writeComparison } from "./compare/write_comparison.ts";
export {
  type IndexOptions,
  listExperiments,
  renderIndex,
  type RenderOptions,
  renderReport,
  writeIndex,
  writeReport,
} from "./write_report.ts";
