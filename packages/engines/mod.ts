/**
 * What does runs: the interface of an engine, the local one with its worker processes, and the
 * choice of kernels. Not for queues and clusters, which have packages of their own.
 *
 * @module
 */
export {
  type Backend,
  BACKENDS,
  chooseKernels,
  createKernels,
  isBackend,
  type KernelsChoice,
} from "./backend.ts";
export type { Engine, RunOptions } from "./engine.ts";
export {
  type EngineEvent,
  failureOf,
  isEnd,
  type JobEnd,
  type JobEvent,
  type JobFailure,
  type JobNews,
  type RunProgress,
} from "./job_event.ts";
export { readLine, writeLine } from "./json_lines.ts";
export { createLocalEngine, type LocalEngineOptions } from "./local_engine.ts";
export { recordRun, type RunMeans } from "./record_run.ts";
export { type WorkerOptions, WorkerProcess } from "./worker_process.ts";
