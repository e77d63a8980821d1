/**
 * Who makes runs: the contract of an engine, the local one with its worker processes, and the choice
 * of kernels. Not for queues and clusters, which have packages of their own.
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
export type { Engine, EngineEvent, RunOptions } from "./engine.ts";
export { createLocalEngine, type LocalEngineOptions } from "./local_engine.ts";
export { recordRun, type RunMeans, type RunProgress } from "./record_run.ts";
export { type RunEnd, type WorkerOptions, WorkerProcess } from "./worker_process.ts";
