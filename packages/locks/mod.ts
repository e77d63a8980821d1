/**
 * What was recorded and whether it can be reproduced: chains of digests, locks, verification,
 * comparison and the audit of runs done by other machines.
 *
 * The digests in a lock: `docs/contracts/10-files.md`, section 10.8.
 *
 * @module
 */
export { type AuditOptions, createAuditedEngine } from "./audit/audit.ts";
export { chainEpochs } from "./lock/chain.ts";
export {
  formatRunName,
  type Lock,
  type LockedRun,
  lockPath,
  type Proposed,
  type RunDigests,
  type RunName,
  runsByName,
} from "./lock/lock.ts";
export { type LockChanges, lockChanges } from "./lock/lock_changes.ts";
export { type LockFile, lockState, lockStates, readLock } from "./lock/lock_file.ts";
export { formatLock, parseLock } from "./lock/lock_text.ts";
export { lockExperiment } from "./lock/make_lock.ts";
export { findRecord } from "./verify/compare_runs.ts";
export { SAME, type VerifiedRun } from "./verify/judge_run.ts";
export { type LockMatch, matchLock, sampleRuns } from "./verify/match_lock.ts";
export { verifyExperiment, type VerifyOptions } from "./verify/verify_experiment.ts";
export {
  type CheckedSegment,
  checkSegment,
  drawSegments,
  probabilityOfMissing,
  type Segment,
  segmentsOf,
} from "./verify/spot.ts";
