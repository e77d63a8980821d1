/**
 * What stands between training and drawing: the columns of the logs, their text, the records
 * `run.json` and `experiment.json`, and named arrays as safetensors. All functions turn values into
 * text or bytes and back; none opens a file.
 *
 * Every byte of the files of a run, `layers.csv`, weights and mistakes among them:
 * `docs/contracts/10-files.md`.
 *
 * @module
 */
export { type Better, type Column, meritOf } from "./column.ts";
export type { EpochRow, LayerRow, PredictionRow, Row, StepRow, TimingRow } from "./columns.ts";
export {
  CHOICE,
  EPOCH_COLUMNS,
  LAYER_COLUMNS,
  LOSS_UNITS,
  PREDICTION_COLUMNS,
  STEP_COLUMNS,
  TIMING_COLUMNS,
} from "./columns.ts";
export { formatHeader, formatNumber, formatRow } from "./csv_writer.ts";
export type { LogTable, ParseLogOptions } from "./csv_reader.ts";
export { parseLog } from "./csv_reader.ts";
export type {
  ChoosingMetric,
  Claim,
  Ended,
  ExperimentRecord,
  Json,
  JsonObject,
  LayerRecord,
  MetricName,
  NetworkRecord,
  PlannedRun,
  RunRecord,
  RunResult,
  SearchTrail,
  SplitResult,
  TestMetric,
  TrailRow,
  Warning,
} from "./record.ts";
export {
  CHOOSING,
  describeWarning,
  LAYER_METRICS,
  METRIC_NAMES,
  TEST_CHOICE,
  testMetric,
} from "./record.ts";
export {
  checkpointFile,
  checkpointStep,
  EXPERIMENT_FILES,
  FAILURE_FILE,
  RUN_FILES,
  runPlace,
  SAME_EVERYWHERE,
} from "./run_files.ts";
export { formatRecord, parseExperimentRecord, parseRunRecord } from "./record_text.ts";
export {
  type ChoiceName,
  type EpochFigure,
  epochFigure,
  type EpochSplit,
  FIGURE_NAMES,
  type FigureName,
  figureOf,
  OWN_FIGURES,
  type OwnFigure,
  TASK,
} from "./tasks/registry.ts";
export { type Figure, joinTitle, type Task } from "./tasks/task.ts";
export type { StoredArray, StoredArrays, StoredNumbers } from "./safetensors.ts";
export { formatSafetensors, parseSafetensors } from "./safetensors.ts";
