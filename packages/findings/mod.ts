/**
 * Logs in, statements out: reads what runs recorded and says what the numbers support. Draws nothing and
 * imports nothing that trains.
 *
 * @module
 */
export { answerMetric, answerOf } from "./answer.ts";
export { figureOfBaseline } from "./baselines.ts";
export { type CheckItem, fillChecklist, type LockState } from "./checklist.ts";
export { type ClaimResult, judgeClaim, subjectOf, type Verdict } from "./claims.ts";
export { type Measured, type MetricSummary } from "./measured.ts";
export { namedTargets } from "./named_targets.ts";
export { compareLogTexts, type LogTextComparison } from "./compare/bytes.ts";
export {
  fixedDifferences,
  type MetricDifference,
  metricDifferences,
  pairRuns,
  pairVariants,
  type RunPair,
  type SettingDifference,
  settingDifferences,
  type Side,
  type VariantPair,
} from "./compare/pairs.ts";
export {
  type Crowd,
  gatherCrowd,
  keepBest,
  MOST_ROWS,
  MOST_VARIANTS,
  rankOfVariant,
} from "./crowd.ts";
export { type DamagedExperiment, damageOf } from "./damage.ts";
export { type EnvironmentFact, gatherEnvironments } from "./environments.ts";
export { type Findings, findingsOf, withoutSteps } from "./findings.ts";
export { describeOpen, describeWithin, evidenceOf, seedsWanted } from "./evidence.ts";
export {
  type FirstLayer,
  type FirstLayers,
  type ImageShape,
  readFirstLayers,
} from "./first_layer.ts";
export {
  alignMean,
  formatSeconds,
  mostDecimals,
  scriptJson,
  shellWord,
  showCentre,
  showCount,
  showInterval,
  showMean,
  showNumber,
  showSeeds,
} from "./format.ts";
export { FILES, type LogSource } from "./log_source.ts";
export { lossOf, titleWithUnit, unitOf } from "./loss_units.ts";
export { type LayerLog, type Metric, type MetricLogs, metricNamed, METRICS } from "./metrics.ts";
export { notesOf } from "./notes.ts";
export { findNumericAxes, findNumericAxis, type NumericAxis, othersOf } from "./numeric_axis.ts";
export type { FilledReference } from "./prose.ts";
export {
  type EpochLog,
  type ExperimentLogs,
  type LogDepth,
  readExperiment,
  type ReadOptions,
  readPlannedRuns,
  type RunLogs,
  type RunState,
  type StepLog,
} from "./read_experiment.ts";
export {
  describeFindings,
  type Diagnostics,
  formatReport,
  type ReportedClaim,
  type ReportedMetric,
  type ReportedRun,
  type ReportedVariant,
  type ReportFiles,
  type ReportRecord,
} from "./report_record.ts";
export { findSetup, type Setup } from "./setup.ts";
export {
  bestVariant,
  type Candidate,
  gatherVariants,
  isHopeless,
  measure,
  measuredBySeed,
  type MeasuredRun,
  metricBySeed,
  metricOf,
  rankOf,
  recordsOfVariants,
  shortName,
  summarizeMetric,
  taskOfRuns,
  taskOfVariants,
  tunedText,
  type Variant,
} from "./variants.ts";
