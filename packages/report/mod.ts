/**
 * Logs in, HTML out: reads what runs recorded, says what the numbers support and writes pages that
 * open without network. It imports nothing that trains.
 *
 * @module
 */
export type { LockState } from "./checklist.ts";
export { type ClaimResult, evaluateClaims, type Verdict } from "./claims.ts";
export { type Metric, METRICS } from "./metrics.ts";
export {
  type EpochLog,
  type ExperimentLogs,
  type LogDepth,
  readExperiment,
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
export { renderIndexPage } from "./page/index_page.tsx";
export { writeComparison } from "./compare/write_comparison.ts";
export { listExperiments, writeIndex, writeReport } from "./write_report.ts";
