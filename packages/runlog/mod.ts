/**
 * The interface between training and drawing: the columns of the logs, their text, the records
 * `run.json` and `experiment.json`, and named arrays as safetensors. All functions turn values into
 * text or bytes and back; none opens a file.
 *
 * Every byte of the files of a run, including `layers.csv`, weights and mistakes:
 * `docs/contracts/10-files.md`.
 *
 * @module
 */
export { type Better, type Column, columnNamed, meritOf } from "./column.ts";
export type { EpochRow, ImportanceRow, LayerRow, PredictionRow, Row, StepRow } from "./columns.ts";
export {
  importanceColumns,
  LAYER_COLUMNS,
  LOSS_UNITS,
  predictionColumns,
  STEP_COLUMNS,
  TIMING_COLUMNS,
} from "./columns.ts";
export {
  chartNameOf,
  chartNamesOf,
  type ChartSource,
  DRAWN_OF_LAYERS,
  MOST_HEATMAPS,
} from "./chart_names.ts";
export { formatHeader, formatLog, formatNumber, formatRow } from "./csv_writer.ts";
export type { LogTable, ParseLogOptions } from "./csv_reader.ts";
export { parseLog } from "./csv_reader.ts";
export type {
  BaselineRecord,
  Claim,
  Ended,
  ExperimentRecord,
  Json,
  JsonObject,
  LayerRecord,
  MetricName,
  NamedMetric,
  NetworkRecord,
  PlannedRun,
  RunRecord,
  RunResult,
  SearchTrail,
  SplitResult,
  TrailRow,
  Warning,
} from "./record.ts";
export {
  describeWarning,
  isMetricOf,
  LAYER_METRICS,
  METRIC_NAMES,
  metricNamesOf,
} from "./record.ts";
export { lackOfPage } from "./page_data.ts";
export { KEPT_SECTIONS, PAGE_SECTIONS, type PageSection, type ReportItem } from "./report_item.ts";
export {
  checkpointFile,
  checkpointStep,
  DIGESTED,
  type DigestedFile,
  EXPERIMENT_FILES,
  FAILURE_FILE,
  RUN_FILES,
  runPlace,
  SAME_EVERYWHERE,
  stateEpoch,
  stateFile,
} from "./run_files.ts";
export {
  faultsOfProse,
  metricsInProse,
  numbersSet,
  parseProse,
  type Placeholder,
  proseOf,
  type Referable,
  type Reference,
  speaksOfResults,
} from "./references.ts";
export { formatRecord, parseExperimentRecord, parseRunRecord } from "./record_text.ts";
export {
  type ChoosingMetric,
  type EpochColumns,
  recordsOf,
  taskOf,
  taskOfDeclaration,
  type TaskRecords,
  type TestMetric,
  testMetric,
  type ViewsMetric,
  viewsMetric,
} from "./tasks/records.ts";
export {
  type ChoiceName,
  DEFAULT_TASK,
  type EpochFigure,
  epochFigure,
  type EpochSplit,
  type FigureName,
  figureNamesOf,
  figureOf,
  type OwnFigure,
  ownFiguresOf,
  TASK_NAMES,
  type TaskName,
  TASKS,
} from "./tasks/registry.ts";
export { type Figure, inSentence, joinTitle } from "./tasks/task.ts";
export type { SavedArray, StoredArrays, StoredNumbers } from "./safetensors.ts";
export { canonicalBytes, formatSafetensors, parseSafetensors } from "./safetensors.ts";
export {
  epochReaching,
  isStepsTo,
  readStepsTo,
  type StepsTarget,
  type StepsTo,
  targetColumns,
} from "./steps_to.ts";
export { formatStateRow, parseStates, STATE_HEADER } from "./state_log.ts";
