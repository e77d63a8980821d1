/**
 * Runs on disk, and the only access to the output folder: whatever is read, listed, written,
 * renamed, locked or removed below it goes through here. Links below it are never followed, only
 * regular files of a bounded size are read, files are always newly created, and nothing is removed
 * that was not written here. Checkpoints, the state of runs, copies and saved weights are read and
 * written here.
 *
 * @module
 */
export { createDataFolder } from "./data_folder.ts";
export { type Digests, digestsOf, formatDigests, parseDigests, requireDigest } from "./digests.ts";
export { type Entry, entryAt, isThere } from "./entries.ts";
export { exists } from "./exists.ts";
export { type GivenEntry, listGiven } from "./given_folder.ts";
export { forgetFailure, noteFailure } from "./failure.ts";
export { unlessMissing, usingFolder } from "./faults.ts";
export { holdFolder } from "./hold_folder.ts";
export { type Limit, type LimitName, LIMITS } from "./limits.ts";
export {
  checkFolder,
  foldersIn,
  namesIn,
  placesIn,
  readBytes,
  readFrom,
  readGiven,
  readText,
  requireBytes,
  requireText,
} from "./read.ts";
export { parseCheckpoint, type SavedCheckpoint } from "./resume/checkpoint_file.ts";
export {
  keepState,
  keptStates,
  newestCheckpoint,
  newestCheckpointName,
  newestCheckpointStep,
  readState,
  removeCheckpoints,
  saveCheckpoint,
} from "./resume/checkpoints.ts";
export { writeEnvironment } from "./resume/environment_file.ts";
export { type OpenLogs, openLogs } from "./resume/run_logs.ts";
export { rootOf, rootOfRun } from "./root.ts";
export { shownPath } from "./shown_path.ts";
export {
  differingFile,
  digestOf,
  faultIn,
  type FileDigest,
  isRunFile,
  placeRun,
  readRun,
  recordIn,
  type RunFile,
  setAside,
} from "./runs/copy_run.ts";
export { copyRun, findElsewhere } from "./runs/elsewhere.ts";
export { findRun } from "./runs/find_run.ts";
export { type KeyedJob, keyOf, type RunJob } from "./runs/job.ts";
export { formatPredictions } from "./runs/predictions_file.ts";
export {
  experimentFolder,
  readOwnRecord,
  readRunRecord,
  runFolder,
  runState,
  sameFilesOf,
  staleRuns,
  type StoredState,
  wholePlan,
} from "./runs/run_state.ts";
export {
  parseWeights,
  readSavedRun,
  readSavedWeights,
  type SavedRun,
  type WeightsChoice,
} from "./runs/saved_run.ts";
export { createScratch, removeScratch } from "./runs/scratch.ts";
export { sameBytes } from "./same_bytes.ts";
export {
  appendText,
  makeFolder,
  makeNewFolder,
  openKept,
  removeFile,
  removeFolder,
  removeParts,
  replaceFile,
  syncFolder,
} from "./write.ts";
export type { LogPosition } from "./resume/run_log.ts";
export { sha256Of, sha256OfParts } from "./sha256/mod.ts";
